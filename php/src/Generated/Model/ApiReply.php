<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * What such an interface answered, verified.
 *
 * @property-read string $body The content, JSON text as a rule; empty with 204.
 */
final class ApiReply extends Record
{
    use HidesFields;

    public function __construct(
        /** The content, JSON text as a rule; empty with 204. */
        #[\SensitiveParameter] string $body,
        /** HTTP status, 2xx. */
        public readonly int $status,
        /** WeChat Pay's `Request-ID`. */
        public readonly ?string $requestId = null,
    ) {
        $this->hidden = new Hidden([
            'body' => $body,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            body: Read::text($json['body'] ?? null, 'body'),
            status: Read::whole($json['status'] ?? null, 'status'),
            requestId: ($json['requestId'] ?? null) === null ? null : Read::text($json['requestId'] ?? null, 'requestId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'body' => $this->body,
            'status' => $this->status,
            'requestId' => $this->requestId,
        ];
    }
}
