<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * The refunds of an order; at most 10 come in one reply.
 *
 * @property-read string|null $raw The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification, which has its own.
 */
final class V2Refunds extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\V2Refund> $refunds
     */
    public function __construct(
        /** The merchant's number of the order. */
        public readonly string $outTradeNo,
        /** The refunds of this reply. */
        public readonly array $refunds,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** What the payer paid in cash, fen. */
        public readonly ?int $cashFee = null,
        /** `CNY`. */
        public readonly ?string $feeType = null,
        /**
         * The verified reply in full, XML, also what has no field here; it holds the payer's identity. `null` within a notification,
         * which has its own.
         */
        #[\SensitiveParameter] ?string $raw = null,
        /** The order's amount, fen. Replies may leave it out. */
        public readonly ?int $totalFee = null,
        /** How many refunds the order has in all; ask again with an offset for those that are not in `refunds`. */
        public readonly ?int $totalRefundCount = null,
    ) {
        $this->hidden = new Hidden([
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refunds: Read::list($json['refunds'] ?? null, 'refunds', static fn (mixed $item): \QqWxPay\Model\V2Refund => \QqWxPay\Model\V2Refund::fromArray(Read::map($item, ''))),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            cashFee: ($json['cashFee'] ?? null) === null ? null : Read::whole($json['cashFee'] ?? null, 'cashFee'),
            feeType: ($json['feeType'] ?? null) === null ? null : Read::text($json['feeType'] ?? null, 'feeType'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            totalFee: ($json['totalFee'] ?? null) === null ? null : Read::whole($json['totalFee'] ?? null, 'totalFee'),
            totalRefundCount: ($json['totalRefundCount'] ?? null) === null ? null : Read::whole($json['totalRefundCount'] ?? null, 'totalRefundCount'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'outTradeNo' => $this->outTradeNo,
            'refunds' => $this->refunds,
            'transactionId' => $this->transactionId,
            'cashFee' => $this->cashFee,
            'feeType' => $this->feeType,
            'raw' => $this->raw,
            'totalFee' => $this->totalFee,
            'totalRefundCount' => $this->totalRefundCount,
        ];
    }
}
