<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A V3 H5 order of a service provider.
 *
 * `spAppid` and `spMchid` are the configured `wechatAppid` and `mchid`.
 */
final class PartnerOrderRequest extends Record
{
    public function __construct(
        /** Everything else, as in an order of a direct merchant. Required. */
        public readonly \QqWxPay\Model\OrderRequest $order,
        /** Number of the sub merchant that sells. Required. */
        public readonly string $subMchid,
        /** WeChat AppID of the sub merchant, up to 32 bytes of UTF-8. */
        public readonly ?string $subAppid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['order', 'subMchid', 'subAppid']);

        return new self(
            order: \QqWxPay\Model\OrderRequest::fromArray(Read::map($json['order'] ?? null, 'order')),
            subMchid: Read::text($json['subMchid'] ?? null, 'subMchid'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'order' => $this->order,
            'subMchid' => $this->subMchid,
            'subAppid' => $this->subAppid,
        ]);
    }
}
