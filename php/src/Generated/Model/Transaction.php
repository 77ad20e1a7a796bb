<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * An order and its payment. While it is not paid, most fields are absent.
 *
 * @property-read \QqWxPay\Model\Payer|null $payer Who paid.
 * @property-read string|null $raw The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 */
final class Transaction extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\PromotionDetail> $promotionDetail
     */
    public function __construct(
        /** Merchant number. */
        public readonly string $mchid,
        /** The merchant's order number. */
        public readonly string $outTradeNo,
        /** Discounts. */
        public readonly array $promotionDetail,
        /** Where the order stands. */
        public readonly string $tradeState,
        /** How much. */
        public readonly ?\QqWxPay\Model\TransactionAmount $amount = null,
        /** WeChat AppID. */
        public readonly ?string $appid = null,
        /** What the order carried. */
        public readonly ?string $attach = null,
        /** Bank, for example `CMB_DEBIT` or `OTHERS`. */
        public readonly ?string $bankType = null,
        /** Who paid. */
        #[\SensitiveParameter] ?\QqWxPay\Model\Payer $payer = null,
        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** Where. */
        public readonly ?\QqWxPay\Model\TransactionScene $sceneInfo = null,
        /** When it was paid, RFC 3339. */
        public readonly ?string $successTime = null,
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
            mchid: Read::text($json['mchid'] ?? null, 'mchid'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            promotionDetail: Read::list($json['promotionDetail'] ?? null, 'promotionDetail', static fn (mixed $item): \QqWxPay\Model\PromotionDetail => \QqWxPay\Model\PromotionDetail::fromArray(Read::map($item, ''))),
            tradeState: Read::text($json['tradeState'] ?? null, 'tradeState'),
            amount: ($json['amount'] ?? null) === null ? null : \QqWxPay\Model\TransactionAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            appid: ($json['appid'] ?? null) === null ? null : Read::text($json['appid'] ?? null, 'appid'),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            payer: ($json['payer'] ?? null) === null ? null : \QqWxPay\Model\Payer::fromArray(Read::map($json['payer'] ?? null, 'payer')),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            sceneInfo: ($json['sceneInfo'] ?? null) === null ? null : \QqWxPay\Model\TransactionScene::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            successTime: ($json['successTime'] ?? null) === null ? null : Read::text($json['successTime'] ?? null, 'successTime'),
            tradeStateDesc: ($json['tradeStateDesc'] ?? null) === null ? null : Read::text($json['tradeStateDesc'] ?? null, 'tradeStateDesc'),
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
            'appid' => $this->appid,
            'attach' => $this->attach,
            'bankType' => $this->bankType,
            'payer' => $this->payer,
            'raw' => $this->raw,
            'sceneInfo' => $this->sceneInfo,
            'successTime' => $this->successTime,
            'tradeStateDesc' => $this->tradeStateDesc,
            'tradeType' => $this->tradeType,
            'transactionId' => $this->transactionId,
        ];
    }
}
