<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A shop. */
final class StoreInfo extends Record
{
    public function __construct(
        /** Number of the shop, up to 32 bytes of UTF-8. Required. */
        public readonly string $id,
        /** Address, up to 512 bytes of UTF-8. */
        public readonly ?string $address = null,
        /** Area code, up to 32 bytes of UTF-8. */
        public readonly ?string $areaCode = null,
        /** Name, up to 256 bytes of UTF-8. */
        public readonly ?string $name = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['id', 'address', 'areaCode', 'name']);

        return new self(
            id: Read::text($json['id'] ?? null, 'id'),
            address: ($json['address'] ?? null) === null ? null : Read::text($json['address'] ?? null, 'address'),
            areaCode: ($json['areaCode'] ?? null) === null ? null : Read::text($json['areaCode'] ?? null, 'areaCode'),
            name: ($json['name'] ?? null) === null ? null : Read::text($json['name'] ?? null, 'name'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'id' => $this->id,
            'address' => $this->address,
            'areaCode' => $this->areaCode,
            'name' => $this->name,
        ]);
    }
}
