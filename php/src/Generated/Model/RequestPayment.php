<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The arguments of `qq.requestWxPayment`: hand them to the mini program as they are.
 *
 * @property-read string $url The link.
 */
final class RequestPayment extends Record
{
    use HidesFields;

    public function __construct(
        /** The domain that is authorised for H5 payment, with its scheme. */
        public readonly string $referer,
        /** The link. */
        #[\SensitiveParameter] string $url,
    ) {
        $this->hidden = new Hidden([
            'url' => $url,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            referer: Read::text($json['referer'] ?? null, 'referer'),
            url: Read::text($json['url'] ?? null, 'url'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'referer' => $this->referer,
            'url' => $this->url,
        ];
    }
}
