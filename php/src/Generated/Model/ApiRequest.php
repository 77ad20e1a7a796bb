<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A call of any V3 interface, straight to WeChat Pay. Uploads of files are not possible this way.
 *
 * @property-read string $path Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes.
 * @property-read string|null $body JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none.
 */
final class ApiRequest extends Record
{
    use HidesFields;

    public function __construct(
        /** The method. */
        public readonly \QqWxPay\Model\Method $method,
        /** Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes. */
        #[\SensitiveParameter] string $path,
        /** JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none. */
        #[\SensitiveParameter] ?string $body = null,
    ) {
        $this->hidden = new Hidden([
            'path' => $path,
            'body' => $body,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['method', 'path', 'body']);

        return new self(
            method: Read::word($json['method'] ?? null, 'method', \QqWxPay\Model\Method::class),
            path: Read::text($json['path'] ?? null, 'path'),
            body: ($json['body'] ?? null) === null ? null : Read::text($json['body'] ?? null, 'body'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'method' => $this->method,
            'path' => $this->path,
            'body' => $this->body,
        ]);
    }
}
