<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Where and by whom a combine order is paid.
 *
 * @property-read string $payerClientIp The **payer's** public IPv4 or IPv6 address. Required.
 */
final class CombineSceneInfo extends Record
{
    use HidesFields;

    public function __construct(
        /** The **payer's** public IPv4 or IPv6 address. Required. */
        #[\SensitiveParameter] string $payerClientIp,
        /** Device number, up to 32 bytes of UTF-8. */
        public readonly ?string $deviceId = null,
        /** Kind of page; `Wap` when left out. */
        public readonly ?\QqWxPay\Model\H5Info $h5Info = null,
    ) {
        $this->hidden = new Hidden([
            'payerClientIp' => $payerClientIp,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['payerClientIp', 'deviceId', 'h5Info']);

        return new self(
            payerClientIp: Read::text($json['payerClientIp'] ?? null, 'payerClientIp'),
            deviceId: ($json['deviceId'] ?? null) === null ? null : Read::text($json['deviceId'] ?? null, 'deviceId'),
            h5Info: ($json['h5Info'] ?? null) === null ? null : \QqWxPay\Model\H5Info::fromArray(Read::map($json['h5Info'] ?? null, 'h5Info')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'payerClientIp' => $this->payerClientIp,
            'deviceId' => $this->deviceId,
            'h5Info' => $this->h5Info,
        ]);
    }
}
