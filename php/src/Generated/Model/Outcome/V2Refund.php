<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`. */
final class V2Refund extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** The refund. */
        public readonly \QqWxPay\Model\V2RefundNotice $refund,
    ) {
        $this->type = 'v2_refund';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            refund: \QqWxPay\Model\V2RefundNotice::fromArray(Read::map($json['refund'] ?? null, 'refund')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'refund' => $this->refund,
        ];
    }
}
