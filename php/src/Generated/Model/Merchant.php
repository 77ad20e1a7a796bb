<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Who the merchant is. */
final class Merchant extends Record
{
    public function __construct(
        /** Merchant number. */
        public readonly string $mchid,
        /** Whether all addresses lead to a sandbox on this machine: then no money moves. */
        public readonly bool $sandbox,
        /** WeChat AppID. */
        public readonly string $wechatAppid,
        /** AppID of the QQ mini program, when one is configured. */
        public readonly ?string $qqAppid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            sandbox: Read::truth($json['sandbox'] ?? null, 'sandbox'),
            wechatAppid: Read::text($json['wechatAppid'] ?? null, 'wechatAppid'),
            qqAppid: ($json['qqAppid'] ?? null) === null ? null : Read::text($json['qqAppid'] ?? null, 'qqAppid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'mchid' => $this->mchid,
            'sandbox' => $this->sandbox,
            'wechatAppid' => $this->wechatAppid,
            'qqAppid' => $this->qqAppid,
        ];
    }
}
