<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** The page or app that asks for payment. */
final class H5Info extends Record
{
    public function __construct(
        /** Name of the app or site, up to 64 bytes of UTF-8. */
        public readonly ?string $appName = null,
        /** Address of the site, up to 128 bytes of UTF-8. */
        public readonly ?string $appUrl = null,
        /** iOS bundle, up to 128 bytes of UTF-8. */
        public readonly ?string $bundleId = null,
        /** Android package, up to 128 bytes of UTF-8. */
        public readonly ?string $packageName = null,
        /** Kind of page. */
        public readonly ?string $type = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['appName', 'appUrl', 'bundleId', 'packageName', 'type']);

        return new self(
            appName: ($json['appName'] ?? null) === null ? null : Read::text($json['appName'] ?? null, 'appName'),
            appUrl: ($json['appUrl'] ?? null) === null ? null : Read::text($json['appUrl'] ?? null, 'appUrl'),
            bundleId: ($json['bundleId'] ?? null) === null ? null : Read::text($json['bundleId'] ?? null, 'bundleId'),
            packageName: ($json['packageName'] ?? null) === null ? null : Read::text($json['packageName'] ?? null, 'packageName'),
            type: ($json['type'] ?? null) === null ? null : Read::text($json['type'] ?? null, 'type'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'appName' => $this->appName,
            'appUrl' => $this->appUrl,
            'bundleId' => $this->bundleId,
            'packageName' => $this->packageName,
            'type' => $this->type,
        ]);
    }
}
