<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved. */
final class SecurityEcho extends Record
{
    public function __construct(
        /** The text of the test, as `echoMessage`. */
        public readonly string $echoMessage,
        /** The encrypted text, opened with the merchant's private key; `null` when there is none or it does not open. */
        public readonly ?string $decryptedEchoMessage = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            echoMessage: Read::text($json['echoMessage'] ?? null, 'echoMessage'),
            decryptedEchoMessage: ($json['decryptedEchoMessage'] ?? null) === null ? null : Read::text($json['decryptedEchoMessage'] ?? null, 'decryptedEchoMessage'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'echoMessage' => $this->echoMessage,
            'decryptedEchoMessage' => $this->decryptedEchoMessage,
        ];
    }
}
