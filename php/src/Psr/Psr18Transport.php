<?php

declare(strict_types=1);

namespace QqWxPay\Psr;

use Psr\Http\Client\ClientInterface;
use Psr\Http\Client\NetworkExceptionInterface;
use Psr\Http\Message\RequestFactoryInterface;
use Psr\Http\Message\StreamFactoryInterface;
use QqWxPay\Exception\NotConnectedException;
use QqWxPay\HttpReply;
use QqWxPay\PreparedRequest;
use QqWxPay\Transport;

/**
 * Sends requests with an HTTP client of PSR-18, for instance for a proxy of yours. PSR-18 knows no time limit: set one in the client, of at
 * most 15 seconds, switch redirects and repeats off, and errors for statuses (`http_errors` of Guzzle is off there anyhow). V2 refunds show
 * a certificate, which PSR-18 cannot: they are refused here.
 */
final class Psr18Transport implements Transport
{
    public function __construct(
        private readonly ClientInterface $client,
        private readonly RequestFactoryInterface $requests,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public function send(PreparedRequest $request, float $seconds): HttpReply
    {
        if ($request->clientCertificate) {
            throw new NotConnectedException('a V2 refund shows the merchant certificate, which PSR-18 has no way for');
        }
        $sent = $this->requests->createRequest($request->method, $request->url);
        foreach ($request->headers as $name => $value) {
            $sent = $sent->withHeader($name, $value);
        }
        if ($request->body !== '') {
            $sent = $sent->withBody($this->streams->createStream($request->body));
        }
        try {
            $reply = $this->client->sendRequest($sent);
        } catch (NetworkExceptionInterface $refused) {
            // Of PSR-18 this says that there is no reply; whether something was sent, only the text of curl tells.
            if (preg_match('/cURL error (5|6|7)\b|Connection refused|Could not resolve/', $refused->getMessage()) === 1) {
                throw new NotConnectedException('not connected');
            }
            throw $refused;
        }

        return new HttpReply($reply->getStatusCode(), $reply->getHeaders(), (string) $reply->getBody());
    }
}
