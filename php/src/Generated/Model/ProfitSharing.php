<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * What becomes of the money of an order that was placed with `settleInfo.profitSharing`.
 *
 * @property-read string|null $raw The verified reply in full, JSON, also what has no field here; it holds the identity of receivers.
 */
final class ProfitSharing extends Record
{
    use HidesFields;

    /**
     * @param list<\QqWxPay\Model\ProfitSharingReceiver> $receivers
     */
    public function __construct(
        /** WeChat Pay's number. */
        public readonly string $orderId,
        /** The merchant's number. */
        public readonly string $outOrderNo,
        /** Who gets how much. */
        public readonly array $receivers,
        /** Where it stands as a whole. */
        public readonly string $state,
        /** WeChat Pay's number of the order. */
        public readonly string $transactionId,
        /** The verified reply in full, JSON, also what has no field here; it holds the identity of receivers. */
        #[\SensitiveParameter] ?string $raw = null,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchid = null,
    ) {
        $this->hidden = new Hidden([
            'raw' => $raw,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            orderId: Read::text($json['orderId'] ?? null, 'orderId'),
            outOrderNo: Read::text($json['outOrderNo'] ?? null, 'outOrderNo'),
            receivers: Read::list($json['receivers'] ?? null, 'receivers', static fn (mixed $item): \QqWxPay\Model\ProfitSharingReceiver => \QqWxPay\Model\ProfitSharingReceiver::fromArray(Read::map($item, ''))),
            state: Read::text($json['state'] ?? null, 'state'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            raw: ($json['raw'] ?? null) === null ? null : Read::text($json['raw'] ?? null, 'raw'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'orderId' => $this->orderId,
            'outOrderNo' => $this->outOrderNo,
            'receivers' => $this->receivers,
            'state' => $this->state,
            'transactionId' => $this->transactionId,
            'raw' => $this->raw,
            'subMchid' => $this->subMchid,
        ];
    }
}
