<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What became of an order, and why that is said. */
final class OrderStatus extends Record
{
    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /** Why it is said. */
        public readonly \QqWxPay\Model\StatusReason $reason,
        /** Where the money is. */
        public readonly \QqWxPay\Model\PaymentState $state,
        /** What stood in the way; there when the reason is `no_answer` or `not_found`, or when closing failed. */
        public readonly ?\QqWxPay\Exception\QqWxPayException $error = null,
        /** The order as WeChat Pay told it, when it told it. */
        public readonly ?\QqWxPay\Model\FoundOrder $found = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            reason: Read::word($json['reason'] ?? null, 'reason', \QqWxPay\Model\StatusReason::class),
            state: Read::word($json['state'] ?? null, 'state', \QqWxPay\Model\PaymentState::class),
            error: ($json['error'] ?? null) === null ? null : \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
            found: ($json['found'] ?? null) === null ? null : \QqWxPay\Model\FoundOrder::fromArray(Read::map($json['found'] ?? null, 'found')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'order' => $this->order,
            'reason' => $this->reason,
            'state' => $this->state,
            'error' => $this->error,
            'found' => $this->found,
        ];
    }
}
