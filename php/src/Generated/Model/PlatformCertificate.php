<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One platform certificate. */
final class PlatformCertificate extends Record
{
    public function __construct(
        /** The last moment of its validity, in Unix seconds. */
        public readonly int $notAfter,
        /** The first moment of its validity, in Unix seconds. */
        public readonly int $notBefore,
        /** The certificate itself, to be kept in the setting `platformCertificates` if you like. */
        public readonly string $pem,
        /** Its serial, in upper-case hex. */
        public readonly string $serialNo,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            notAfter: Read::whole($json['notAfter'] ?? null, 'notAfter'),
            notBefore: Read::whole($json['notBefore'] ?? null, 'notBefore'),
            pem: Read::text($json['pem'] ?? null, 'pem'),
            serialNo: Read::text($json['serialNo'] ?? null, 'serialNo'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'notAfter' => $this->notAfter,
            'notBefore' => $this->notBefore,
            'pem' => $this->pem,
            'serialNo' => $this->serialNo,
        ];
    }
}
