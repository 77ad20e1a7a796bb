<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ClientEvent;

use QqWxPay\Internal\Read;

/** A certificate or key is in use. */
final class Certificate extends \QqWxPay\Model\ClientEvent
{
    public readonly string $type;

    public function __construct(
        /** Its serial number, or the ID of the public key. */
        public readonly string $serial,
        /** Whose it is. */
        public readonly \QqWxPay\Model\CertificateOwner $whose,
        /** How many whole days it lasts, rounded down: negative after its end; `null` for a public key, which has no end. */
        public readonly ?int $daysLeft = null,
    ) {
        $this->type = 'certificate';
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
            'type' => $this->type,
            'serial' => $this->serial,
            'whose' => $this->whose,
            'daysLeft' => $this->daysLeft,
        ];
    }
}
