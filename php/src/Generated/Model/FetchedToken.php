<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A token as `getToken` gave it.
 *
 * @property-read string $accessToken The token. Whoever has it can order in the name of the mini program: never log it.
 */
final class FetchedToken extends Record
{
    use HidesFields;

    public function __construct(
        /** The token. Whoever has it can order in the name of the mini program: never log it. */
        #[\SensitiveParameter] string $accessToken,
        /** Seconds it lives from now: 7200 at present, never more than 7 days. */
        public readonly int $lifetimeSeconds,
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
            lifetimeSeconds: Read::whole($json['lifetimeSeconds'] ?? null, 'lifetimeSeconds'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'accessToken' => $this->accessToken,
            'lifetimeSeconds' => $this->lifetimeSeconds,
        ];
    }
}
