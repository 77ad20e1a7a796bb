<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\FromNotification;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order that is paid, of whichever family. Compare number and total with your own order before you deliver. */
final class Paid extends Record
{
    use FromNotification;
    use \QqWxPay\Generated\ExpectsPayment;

    /**
     * @param list<\QqWxPay\Model\PaidOrder> $orders
     */
    public function __construct(
        /** How the order was placed. */
        public readonly \QqWxPay\Model\OrderFamily $family,
        /** The order, or the parts of a combine order. */
        public readonly array $orders,
        /** The number to look your order up with (of a combine order its `combineOutTradeNo`). */
        public readonly string $outTradeNo,
        /** Whether it was refunded since, in part or whole. */
        public readonly bool $refunded,
        /**
         * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
         * cannot rule it out. That call may have failed: do the work again, idempotently.
         */
        public readonly bool $repeat,
        /** What was to be paid, in fen (of a combine order the sum of its parts). */
        public readonly int $total,
        /** WeChat Pay's number of the notification (V3). */
        public readonly ?string $id = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            family: Read::word($json['family'] ?? null, 'family', \QqWxPay\Model\OrderFamily::class),
            orders: Read::list($json['orders'] ?? null, 'orders', static fn (mixed $item): \QqWxPay\Model\PaidOrder => \QqWxPay\Model\PaidOrder::fromArray(Read::map($item, ''))),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            refunded: Read::truth($json['refunded'] ?? null, 'refunded'),
            repeat: Read::truth($json['repeat'] ?? null, 'repeat'),
            total: Read::whole($json['total'] ?? null, 'total'),
            id: ($json['id'] ?? null) === null ? null : Read::text($json['id'] ?? null, 'id'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'family' => $this->family,
            'orders' => $this->orders,
            'outTradeNo' => $this->outTradeNo,
            'refunded' => $this->refunded,
            'repeat' => $this->repeat,
            'total' => $this->total,
            'id' => $this->id,
        ];
    }
}
