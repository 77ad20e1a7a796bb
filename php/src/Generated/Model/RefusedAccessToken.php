<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * An access token that QQ refused.
 *
 * @property-read string $accessToken The token.
 */
final class RefusedAccessToken extends Record
{
    use HidesFields;

    public function __construct(
        /** The token. */
        #[\SensitiveParameter] string $accessToken,
    ) {
        $this->hidden = new Hidden([
            'accessToken' => $accessToken,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['accessToken']);

        return new self(
            accessToken: Read::text($json['accessToken'] ?? null, 'accessToken'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'accessToken' => $this->accessToken,
        ]);
    }
}
