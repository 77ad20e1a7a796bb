<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`. */
final class PlatformCertificates extends Record
{
    /**
     * @param list<\QqWxPay\Model\PlatformCertificate> $certificates
     */
    public function __construct(
        /** Those that are valid now, at least one. */
        public readonly array $certificates,
        /** The merchant that the list was made for. */
        public readonly string $mchid,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            certificates: Read::list($json['certificates'] ?? null, 'certificates', static fn (mixed $item): \QqWxPay\Model\PlatformCertificate => \QqWxPay\Model\PlatformCertificate::fromArray(Read::map($item, ''))),
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'certificates' => $this->certificates,
            'mchid' => $this->mchid,
        ];
    }
}
