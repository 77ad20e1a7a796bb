<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\FromNotification;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** An order of which WeChat Pay says that it is not paid. */
final class NotPaid extends Record
{
    use FromNotification;

    public function __construct(
        /** The order. */
        public readonly \QqWxPay\Model\OrderReference $order,
        /**
         * Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
         * cannot rule it out.
         */
        public readonly bool $repeat,
        /** Its state, or the first state of a part that is not paid. */
        public readonly string $state,
        /** WeChat Pay's number of the notification (V3). */
        public readonly ?string $id = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            order: \QqWxPay\Model\OrderReference::fromArray(Read::map($json['order'] ?? null, 'order')),
            repeat: Read::truth($json['repeat'] ?? null, 'repeat'),
            state: Read::text($json['state'] ?? null, 'state'),
            id: ($json['id'] ?? null) === null ? null : Read::text($json['id'] ?? null, 'id'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'order' => $this->order,
            'repeat' => $this->repeat,
            'state' => $this->state,
            'id' => $this->id,
        ];
    }
}
