<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * QQ's access token.
 *
 * @property-read string $accessToken The token. Whoever has it can order in the name of the mini program: never log it.
 */
final class AccessToken extends Record
{
    use HidesFields;

    public function __construct(
        /** The token. Whoever has it can order in the name of the mini program: never log it. */
        #[\SensitiveParameter] string $accessToken,
    ) {
        $this->hidden = new Hidden([
            'accessToken' => $accessToken,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            accessToken: Read::text($json['accessToken'] ?? null, 'accessToken'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'accessToken' => $this->accessToken,
        ];
    }
}
