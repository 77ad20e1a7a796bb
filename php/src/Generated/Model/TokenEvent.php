<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** There is another access token than before: fetched, or found in the token store. A token provider's is not told. */
final class TokenEvent extends Record
{
    public function __construct(
        /** How long ago it was fetched, in seconds. */
        public readonly int $ageSeconds,
        /** How long it lasts, in seconds. It is replaced some minutes earlier. */
        public readonly int $endsInSeconds,
        /** How long was waited until the token store gave the lease, or the token of who had it, in milliseconds; 0 when nobody had it. */
        public readonly int $leaseWaitMs,
        /** Where it comes from. */
        public readonly \QqWxPay\Model\TokenOrigin $origin,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            ageSeconds: Read::whole($json['ageSeconds'] ?? null, 'ageSeconds'),
            endsInSeconds: Read::whole($json['endsInSeconds'] ?? null, 'endsInSeconds'),
            leaseWaitMs: Read::whole($json['leaseWaitMs'] ?? null, 'leaseWaitMs'),
            origin: Read::word($json['origin'] ?? null, 'origin', \QqWxPay\Model\TokenOrigin::class),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'ageSeconds' => $this->ageSeconds,
            'endsInSeconds' => $this->endsInSeconds,
            'leaseWaitMs' => $this->leaseWaitMs,
            'origin' => $this->origin,
        ];
    }
}
