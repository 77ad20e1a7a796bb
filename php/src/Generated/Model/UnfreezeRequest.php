<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Money that is not shared any more goes to the merchant of the order.
 *
 * An order that was placed with `settleInfo.profitSharing` holds its money back until it is shared or unfrozen.
 */
final class UnfreezeRequest extends Record
{
    public function __construct(
        /** Why, up to 80 bytes of UTF-8; it stands in the bills. Required. */
        public readonly string $description,
        /** The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required. */
        public readonly string $outOrderNo,
        /** WeChat Pay's number of the order. Required. */
        public readonly string $transactionId,
        /** Number of the sub merchant that sold, for service providers. */
        public readonly ?string $subMchid = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['description', 'outOrderNo', 'transactionId', 'subMchid']);

        return new self(
            description: Read::text($json['description'] ?? null, 'description'),
            outOrderNo: Read::text($json['outOrderNo'] ?? null, 'outOrderNo'),
            transactionId: Read::text($json['transactionId'] ?? null, 'transactionId'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'description' => $this->description,
            'outOrderNo' => $this->outOrderNo,
            'transactionId' => $this->transactionId,
            'subMchid' => $this->subMchid,
        ]);
    }
}
