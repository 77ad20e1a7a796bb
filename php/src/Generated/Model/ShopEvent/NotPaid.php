<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ShopEvent;

use QqWxPay\Internal\Read;

/** WeChat Pay says of an order that it is not paid. */
final class NotPaid extends \QqWxPay\Model\ShopEvent
{
    public readonly string $type;

    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\NotPaid $notPaid,
    ) {
        $this->type = 'not_paid';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            notPaid: \QqWxPay\Model\NotPaid::fromArray(Read::map($json['notPaid'] ?? null, 'notPaid')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'notPaid' => $this->notPaid,
        ];
    }
}
