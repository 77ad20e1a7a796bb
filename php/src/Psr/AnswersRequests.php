<?php

declare(strict_types=1);

namespace QqWxPay\Psr;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamInterface;
use QqWxPay\Notifications;

/**
 * From a request of PSR-7 to its response.
 *
 * @internal
 */
trait AnswersRequests
{
    private function answered(ServerRequestInterface $request): ResponseInterface
    {
        if ($request->getMethod() !== 'POST') {
            return $this->responses->createResponse(405)->withHeader('Allow', 'POST');
        }
        $answer = $this->notifications->answer($request->getHeaders(), self::read($request->getBody()));
        $response = $this->responses->createResponse($answer->status);
        if ($answer->contentType !== '') {
            $response = $response->withHeader('Content-Type', $answer->contentType);
        }

        return $response->withBody($this->streams->createStream($answer->body));
    }

    /** At most one byte beyond the limit is read. */
    private static function read(StreamInterface $stream): string
    {
        if ($stream->isSeekable()) {
            $stream->rewind();
        }
        $most = Notifications::mostBytes() + 1;
        $body = '';
        while (\strlen($body) < $most && !$stream->eof()) {
            $piece = $stream->read($most - \strlen($body));
            if ($piece === '') {
                break;
            }
            $body .= $piece;
        }

        return $body;
    }
}
