<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Who paid a combine order.
 *
 * @property-read string|null $openid The payer's `openid` under the initiator's AppID.
 */
final class CombinePayer extends Record
{
    use HidesFields;

    public function __construct(
        /** The payer's `openid` under the initiator's AppID. */
        #[\SensitiveParameter] ?string $openid = null,
    ) {
        $this->hidden = new Hidden([
            'openid' => $openid,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            openid: ($json['openid'] ?? null) === null ? null : Read::text($json['openid'] ?? null, 'openid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'openid' => $this->openid,
        ];
    }
}
