<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * An order of a sub merchant and its payment.
 *
 * @property-read \QqWxPay\Model\PartnerPayer|null $payer Who paid.
 * @property-read string|null $raw The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 */
final class PartnerTransaction extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\PromotionDetail> $promotionDetail
     */
    public function __construct(
        /** How much. */
        public readonly ?\QqWxPay\Model\TransactionAmount $amount = null,
        /** What the order carried. */
        public readonly ?string $attach = null,
        /** Bank. */
        public readonly ?string $bankType = null,
        /** The merchant's order number. */
        public readonly string $outTradeNo,
        /** Who paid. */
        #[\SensitiveParameter] ?\QqWxPay\Model\PartnerPayer $payer = null,
        /** Discounts. */
        public readonly array $promotionDetail,
        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** Where. */
        public readonly ?\QqWxPay\Model\TransactionScene $sceneInfo = null,
        /** The service provider's WeChat AppID. */
        public readonly ?string $spAppid = null,
        /** The service provider's number. */
        public readonly string $spMchid,
        /** The sub merchant's WeChat AppID. */
        public readonly ?string $subAppid = null,
        /** The sub merchant's number. */
        public readonly string $subMchid,
        /** When it was paid, RFC 3339. */
        public readonly ?string $successTime = null,
        /** Where the order stands. */
        public readonly string $tradeState,
        /** The same in words. */
        public readonly ?string $tradeStateDesc = null,
        /** How the order was made. */
        public readonly ?string $tradeType = null,
        /** WeChat Pay's order number; only when paid. */
        public readonly ?string $transactionId = null,
    ) {
        $this->hidden = new Hidden([
            'payer' => $payer,
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            amount: ($json['amount'] ?? null) === null ? null : \QqWxPay\Model\TransactionAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            payer: ($json['payer'] ?? null) === null ? null : \QqWxPay\Model\PartnerPayer::fromArray(Read::map($json['payer'] ?? null, 'payer')),
            promotionDetail: Read::list($json['promotionDetail'] ?? null, 'promotionDetail', static fn (mixed $item): \QqWxPay\Model\PromotionDetail => \QqWxPay\Model\PromotionDetail::fromArray(Read::map($item, ''))),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            sceneInfo: ($json['sceneInfo'] ?? null) === null ? null : \QqWxPay\Model\TransactionScene::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            spAppid: ($json['spAppid'] ?? null) === null ? null : Read::text($json['spAppid'] ?? null, 'spAppid'),
            spMchid: Read::text($json['spMchid'] ?? null, 'spMchid'),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchid: Read::text($json['subMchid'] ?? null, 'subMchid'),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            tradeState: Read::text($json['tradeState'] ?? null, 'tradeState'),
            tradeStateDesc: ($json['tradeStateDesc'] ?? null) === null ? null : Read::text($json['tradeStateDesc'] ?? null, 'tradeStateDesc'),
            tradeType: ($json['tradeType'] ?? null) === null ? null : Read::text($json['tradeType'] ?? null, 'tradeType'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'amount' => $this->amount,
            'attach' => $this->attach,
            'bankType' => $this->bankType,
            'outTradeNo' => $this->outTradeNo,
            'payer' => $this->payer,
            'promotionDetail' => $this->promotionDetail,
            'raw' => $this->raw,
            'sceneInfo' => $this->sceneInfo,
            'spAppid' => $this->spAppid,
            'spMchid' => $this->spMchid,
            'subAppid' => $this->subAppid,
            'subMchid' => $this->subMchid,
            'successTime' => $this->successTime,
            'tradeState' => $this->tradeState,
            'tradeStateDesc' => $this->tradeStateDesc,
            'tradeType' => $this->tradeType,
            'transactionId' => $this->transactionId,
        ];
    }
}
