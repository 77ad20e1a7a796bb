<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;

/**
 * A signed request: send exactly this.
 *
 * @property-read string $url the address. That of an address at QQ holds the access token: never log it
 * @property-read array<string, string> $headers the headers, with a signature: never log them
 * @property-read string $body the exact bytes; empty when there is none
 */
final class PreparedRequest extends Record
{
    use HidesFields;

    /** @param array<string, string> $headers */
    public function __construct(
        public readonly string $method,
        #[\SensitiveParameter] string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] string $body,
        /** Whether the connection must show the merchant certificate: V2 refunds only. */
        public readonly bool $clientCertificate,
    ) {
        $this->hidden = new Hidden(['url' => $url, 'headers' => $headers, 'body' => $body]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $headers = [];
        foreach (Read::list($json['headers'] ?? null, 'headers', static fn (mixed $header): array => Read::map($header, 'headers')) as $header) {
            $headers[Read::text($header['name'] ?? null, 'name')] = Read::text($header['value'] ?? null, 'value');
        }

        return new self(
            Read::text($json['method'] ?? null, 'method'),
            Read::text($json['url'] ?? null, 'url'),
            $headers,
            (string) base64_decode(Read::text($json['bodyBase64'] ?? $json['body_base64'] ?? null, 'body'), true),
            Read::truth($json['clientCertificate'] ?? $json['client_certificate'] ?? null, 'clientCertificate'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        $headers = [];
        foreach ($this->headers as $name => $value) {
            $headers[] = ['name' => $name, 'value' => $value];
        }

        return ['method' => $this->method, 'url' => $this->url, 'headers' => $headers, 'bodyBase64' => base64_encode($this->body), 'clientCertificate' => $this->clientCertificate];
    }
}
