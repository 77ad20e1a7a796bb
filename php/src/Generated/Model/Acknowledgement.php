<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An HTTP answer: send exactly this, within 5 seconds. */
final class Acknowledgement extends Record
{
    public function __construct(
        /** The exact body. */
        public readonly string $body,
        /** Value of the header `Content-Type`. */
        public readonly string $contentType,
        /** HTTP status. */
        public readonly int $status,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            body: Read::text($json['body'] ?? null, 'body'),
            contentType: Read::text($json['contentType'] ?? null, 'contentType'),
            status: Read::whole($json['status'] ?? null, 'status'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'body' => $this->body,
            'contentType' => $this->contentType,
            'status' => $this->status,
        ];
    }
}
