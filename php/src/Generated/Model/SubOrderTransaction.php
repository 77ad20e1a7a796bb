<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * One part of a combine order and its payment.
 *
 * @property-read string|null $subOpenid The payer's `openid` under the sub merchant's AppID.
 */
final class SubOrderTransaction extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\PromotionDetail> $promotionDetail
     */
    public function __construct(
        /** Merchant number of this part. */
        public readonly string $mchid,
        /** Number of this part. */
        public readonly string $outTradeNo,
        /** Discounts. */
        public readonly array $promotionDetail,
        /** Where this part stands. */
        public readonly string $tradeState,
        /** How much. */
        public readonly ?\QqWxPay\Model\SubOrderTransactionAmount $amount = null,
        /** What this part carried. */
        public readonly ?string $attach = null,
        /** Bank. */
        public readonly ?string $bankType = null,
        /** The sub merchant's WeChat AppID. */
        public readonly ?string $subAppid = null,
        /** The sub merchant's number. */
        public readonly ?string $subMchid = null,
        /** The payer's `openid` under the sub merchant's AppID. */
        #[\SensitiveParameter] ?string $subOpenid = null,
        /** When it was paid, RFC 3339. */
        public readonly ?string $successTime = null,
        /** How the order was made. */
        public readonly ?string $tradeType = null,
        /** WeChat Pay's number of this part; only when paid. */
        public readonly ?string $transactionId = null,
    ) {
        $this->hidden = new Hidden([
            'subOpenid' => $subOpenid,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            promotionDetail: Read::list($json['promotionDetail'] ?? null, 'promotionDetail', static fn (mixed $item): \QqWxPay\Model\PromotionDetail => \QqWxPay\Model\PromotionDetail::fromArray(Read::map($item, ''))),
            tradeState: Read::text($json['tradeState'] ?? null, 'tradeState'),
            amount: ($json['amount'] ?? null) === null ? null : \QqWxPay\Model\SubOrderTransactionAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            subOpenid: ($json['subOpenid'] ?? null) === null ? null : Read::text($json['subOpenid'] ?? null, 'subOpenid'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            tradeType: ($json['tradeType'] ?? null) === null ? null : Read::text($json['tradeType'] ?? null, 'tradeType'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'mchid' => $this->mchid,
            'outTradeNo' => $this->outTradeNo,
            'promotionDetail' => $this->promotionDetail,
            'tradeState' => $this->tradeState,
            'amount' => $this->amount,
            'attach' => $this->attach,
            'bankType' => $this->bankType,
            'subAppid' => $this->subAppid,
            'subMchid' => $this->subMchid,
            'subOpenid' => $this->subOpenid,
            'successTime' => $this->successTime,
            'tradeType' => $this->tradeType,
            'transactionId' => $this->transactionId,
        ];
    }
}
