<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** V3: a sub merchant's order is paid. */
final class PartnerPayment extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** The order with its payment. */
        public readonly \QqWxPay\Model\PartnerTransaction $payment,
    ) {
        $this->type = 'partner_payment';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            payment: \QqWxPay\Model\PartnerTransaction::fromArray(Read::map($json['payment'] ?? null, 'payment')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'payment' => $this->payment,
        ];
    }
}
