<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What one merchant sells in a combine order. */
final class SubOrder extends Record
{
    public function __construct(
        /** How much. Required. */
        public readonly \QqWxPay\Model\CombineAmount $amount,
        /** Comes back in queries and notifications, up to 128 bytes of UTF-8. Unlike in a single order it is needed. Required. */
        public readonly string $attach,
        /** What is bought, up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public readonly string $description,
        /** Merchant number of this part (in partner use the service provider's). Required. */
        public readonly string $mchid,
        /** Number of this part, unique for `mchid`, 6 to 32 characters. Required. */
        public readonly string $outTradeNo,
        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public readonly ?string $goodsTag = null,
        /** How the money is settled. */
        public readonly ?\QqWxPay\Model\CombineSettleInfo $settleInfo = null,
        /** Sub merchant's WeChat AppID. */
        public readonly ?string $subAppid = null,
        /** Sub merchant's number; service providers must give it. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['amount', 'attach', 'description', 'mchid', 'outTradeNo', 'goodsTag', 'settleInfo', 'subAppid', 'subMchid']);

        return new self(
            amount: \QqWxPay\Model\CombineAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            attach: Read::text($json['attach'] ?? null, 'attach'),
            description: Read::text($json['description'] ?? null, 'description'),
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            goodsTag: ($json['goodsTag'] ?? null) === null ? null : Read::text($json['goodsTag'] ?? null, 'goodsTag'),
            settleInfo: ($json['settleInfo'] ?? null) === null ? null : \QqWxPay\Model\CombineSettleInfo::fromArray(Read::map($json['settleInfo'] ?? null, 'settleInfo')),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'amount' => $this->amount,
            'attach' => $this->attach,
            'description' => $this->description,
            'mchid' => $this->mchid,
            'outTradeNo' => $this->outTradeNo,
            'goodsTag' => $this->goodsTag,
            'settleInfo' => $this->settleInfo,
            'subAppid' => $this->subAppid,
            'subMchid' => $this->subMchid,
        ]);
    }
}
