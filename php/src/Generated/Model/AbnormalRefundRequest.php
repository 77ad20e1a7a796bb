<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * What to do with a refund that is `ABNORMAL`: the payer's account could not take the money.
 *
 * Account and name are given as they are; the library encrypts them for WeChat Pay.
 *
 * @property-read string|null $bankAccount Number of the account; needed for the payer's bank card.
 * @property-read string|null $realName Name of its owner; needed for the payer's bank card.
 */
final class AbnormalRefundRequest extends Record
{
    use HidesFields;

    public function __construct(
        /** The merchant's number of the refund. Required. */
        public readonly string $outRefundNo,
        /** WeChat Pay's number of the refund. Required. */
        public readonly string $refundId,
        /** Number of the account; needed for the payer's bank card. */
        #[\SensitiveParameter] ?string $bankAccount = null,
        /** The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card. */
        public readonly ?string $bankType = null,
        /** Name of its owner; needed for the payer's bank card. */
        #[\SensitiveParameter] ?string $realName = null,
        /** Number of the sub merchant, for service providers. */
        public readonly ?string $subMchid = null,
        /** Where the money goes; to the payer's bank card when left out. */
        public readonly ?\QqWxPay\Model\AbnormalRefundType $type = null,
    ) {
        $this->hidden = new Hidden([
            'bankAccount' => $bankAccount,
            'realName' => $realName,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outRefundNo', 'refundId', 'bankAccount', 'bankType', 'realName', 'subMchid', 'type']);

        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            refundId: Read::text($json['refundId'] ?? null, 'refundId'),
            bankAccount: ($json['bankAccount'] ?? null) === null ? null : Read::text($json['bankAccount'] ?? null, 'bankAccount'),
            bankType: ($json['bankType'] ?? null) === null ? null : Read::text($json['bankType'] ?? null, 'bankType'),
            realName: ($json['realName'] ?? null) === null ? null : Read::text($json['realName'] ?? null, 'realName'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
            type: ($json['type'] ?? null) === null ? null : Read::word($json['type'] ?? null, 'type', \QqWxPay\Model\AbnormalRefundType::class),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outRefundNo' => $this->outRefundNo,
            'refundId' => $this->refundId,
            'bankAccount' => $this->bankAccount,
            'bankType' => $this->bankType,
            'realName' => $this->realName,
            'subMchid' => $this->subMchid,
            'type' => $this->type,
        ]);
    }
}
