<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Where and by whom an order is paid.
 *
 * @property-read string $payerClientIp The **payer's** public IPv4 or IPv6 address, never the server's. Required.
 */
final class SceneInfo extends Record
{
    use HidesFields;

    public function __construct(
        /** The **payer's** public IPv4 or IPv6 address, never the server's. Required. */
        #[\SensitiveParameter] string $payerClientIp,
        /** The merchant's device number, up to 32 bytes of UTF-8. */
        public readonly ?string $deviceId = null,
        /** Kind of page; `Wap` when left out, which is right for a QQ mini program. */
        public readonly ?\QqWxPay\Model\H5Info $h5Info = null,
        /** The shop. */
        public readonly ?\QqWxPay\Model\StoreInfo $storeInfo = null,
    ) {
        $this->hidden = new Hidden([
            'payerClientIp' => $payerClientIp,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['payerClientIp', 'deviceId', 'h5Info', 'storeInfo']);

        return new self(
            payerClientIp: Read::text($json['payerClientIp'] ?? null, 'payerClientIp'),
            deviceId: ($json['deviceId'] ?? null) === null ? null : Read::text($json['deviceId'] ?? null, 'deviceId'),
            h5Info: ($json['h5Info'] ?? null) === null ? null : \QqWxPay\Model\H5Info::fromArray(Read::map($json['h5Info'] ?? null, 'h5Info')),
            storeInfo: ($json['storeInfo'] ?? null) === null ? null : \QqWxPay\Model\StoreInfo::fromArray(Read::map($json['storeInfo'] ?? null, 'storeInfo')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'payerClientIp' => $this->payerClientIp,
            'deviceId' => $this->deviceId,
            'h5Info' => $this->h5Info,
            'storeInfo' => $this->storeInfo,
        ]);
    }
}
