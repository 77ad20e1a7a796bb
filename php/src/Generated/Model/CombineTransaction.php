<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A combine order and its payment. Each part has a state of its own.
 *
 * @property-read \QqWxPay\Model\CombinePayer|null $combinePayerInfo Who paid.
 * @property-read string|null $raw The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 */
final class CombineTransaction extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\SubOrderTransaction> $subOrders
     */
    public function __construct(
        /** The initiator's number. */
        public readonly string $combineMchid,
        /** Number of the whole. */
        public readonly string $combineOutTradeNo,
        /** The parts. */
        public readonly array $subOrders,
        /** The initiator's WeChat AppID. */
        public readonly ?string $combineAppid = null,
        /** Who paid. */
        #[\SensitiveParameter] ?\QqWxPay\Model\CombinePayer $combinePayerInfo = null,
        /** WeChat Pay's number of the whole; only where WeChat Pay gives one. */
        public readonly ?string $combineTransactionId = null,
        /**
         * The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** Where it was paid. */
        public readonly ?\QqWxPay\Model\TransactionScene $sceneInfo = null,
        /** Where the order was paid, a word of WeChat Pay's. */
        public readonly ?string $tradeScenario = null,
    ) {
        $this->hidden = new Hidden([
            'combinePayerInfo' => $combinePayerInfo,
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            combineMchid: Read::text($json['combineMchid'] ?? null, 'combineMchid'),
            combineOutTradeNo: Read::text($json['combineOutTradeNo'] ?? null, 'combineOutTradeNo'),
            subOrders: Read::list($json['subOrders'] ?? null, 'subOrders', static fn (mixed $item): \QqWxPay\Model\SubOrderTransaction => \QqWxPay\Model\SubOrderTransaction::fromArray(Read::map($item, ''))),
            combineAppid: ($json['combineAppid'] ?? null) === null ? null : Read::text($json['combineAppid'] ?? null, 'combineAppid'),
            combinePayerInfo: ($json['combinePayerInfo'] ?? null) === null ? null : \QqWxPay\Model\CombinePayer::fromArray(Read::map($json['combinePayerInfo'] ?? null, 'combinePayerInfo')),
            combineTransactionId: ($json['combineTransactionId'] ?? null) === null ? null : Read::text($json['combineTransactionId'] ?? null, 'combineTransactionId'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            sceneInfo: ($json['sceneInfo'] ?? null) === null ? null : \QqWxPay\Model\TransactionScene::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            tradeScenario: ($json['tradeScenario'] ?? null) === null ? null : Read::text($json['tradeScenario'] ?? null, 'tradeScenario'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'combineMchid' => $this->combineMchid,
            'combineOutTradeNo' => $this->combineOutTradeNo,
            'subOrders' => $this->subOrders,
            'combineAppid' => $this->combineAppid,
            'combinePayerInfo' => $this->combinePayerInfo,
            'combineTransactionId' => $this->combineTransactionId,
            'raw' => $this->raw,
            'sceneInfo' => $this->sceneInfo,
            'tradeScenario' => $this->tradeScenario,
        ];
    }
}
