<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A certificate or key in use, and how long it lasts. It is told when the client is made or learns it, and once a day while the
 * client is at work.
 */
final class CertificateEvent extends Record
{
    public function __construct(
        /** Its serial number, or the ID of the public key. */
        public readonly string $serial,
        /** Whose it is. */
        public readonly \QqWxPay\Model\CertificateOwner $whose,
        /** How many whole days it lasts, rounded down: negative after its end; `null` for a public key, which has no end. */
        public readonly ?int $daysLeft = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            serial: Read::text($json['serial'] ?? null, 'serial'),
            whose: Read::word($json['whose'] ?? null, 'whose', \QqWxPay\Model\CertificateOwner::class),
            daysLeft: ($json['daysLeft'] ?? null) === null ? null : Read::whole($json['daysLeft'] ?? null, 'daysLeft'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'serial' => $this->serial,
            'whose' => $this->whose,
            'daysLeft' => $this->daysLeft,
        ];
    }
}
