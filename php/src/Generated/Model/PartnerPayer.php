<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Who paid a sub merchant.
 *
 * @property-read string|null $spOpenid The payer's `openid` under the service provider's AppID.
 * @property-read string|null $subOpenid The payer's `openid` under the sub merchant's AppID.
 */
final class PartnerPayer extends Record
{
    use HidesFields;

    public function __construct(
        /** The payer's `openid` under the service provider's AppID. */
        #[\SensitiveParameter] ?string $spOpenid = null,
        /** The payer's `openid` under the sub merchant's AppID. */
        #[\SensitiveParameter] ?string $subOpenid = null,
    ) {
        $this->hidden = new Hidden([
            'spOpenid' => $spOpenid,
            'subOpenid' => $subOpenid,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            spOpenid: ($json['spOpenid'] ?? null) === null ? null : Read::text($json['spOpenid'] ?? null, 'spOpenid'),
            subOpenid: ($json['subOpenid'] ?? null) === null ? null : Read::text($json['subOpenid'] ?? null, 'subOpenid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'spOpenid' => $this->spOpenid,
            'subOpenid' => $this->subOpenid,
        ];
    }
}
