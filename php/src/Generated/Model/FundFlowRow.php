<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `null`.
 *
 * @property-read array<string, string> $other Columns that this version does not know, by their name in the bill.
 */
final class FundFlowRow extends Record
{
    use HidesFields;

    /**
     * @param array<string, string> $other
     */
    public function __construct(
        /** Columns that this version does not know, by their name in the bill. */
        #[\SensitiveParameter] array $other,
        /** 收支金额(元): how much, fen, never negative: `direction` tells the sign. */
        public readonly ?int $amount = null,
        /** 资金变更提交申请人: who asked for it. */
        public readonly ?string $applicant = null,
        /** 账户结余(元): what the account held afterwards, fen. */
        public readonly ?int $balance = null,
        /** 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time. */
        public readonly ?string $bookingTime = null,
        /** 业务名称: name of the business. */
        public readonly ?string $businessName = null,
        /** 业务类型: kind of the business. */
        public readonly ?string $businessType = null,
        /** 收支类型: in or out. */
        public readonly ?string $direction = null,
        /** 资金流水单号: number of the movement. */
        public readonly ?string $flowId = null,
        /** 备注: note; may hold commas and quotes. */
        public readonly ?string $note = null,
        /** 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ... */
        public readonly ?string $transactionId = null,
        /** 业务凭证号: the merchant's order or refund number, or another voucher. */
        public readonly ?string $voucherId = null,
    ) {
        $this->hidden = new Hidden([
            'other' => $other,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            other: Read::dictionary($json['other'] ?? null, 'other', static fn (mixed $item): string => Read::text($item, '')),
            amount: ($json['amount'] ?? null) === null ? null : Read::whole($json['amount'] ?? null, 'amount'),
            applicant: ($json['applicant'] ?? null) === null ? null : Read::text($json['applicant'] ?? null, 'applicant'),
            balance: ($json['balance'] ?? null) === null ? null : Read::whole($json['balance'] ?? null, 'balance'),
            bookingTime: ($json['bookingTime'] ?? null) === null ? null : Read::text($json['bookingTime'] ?? null, 'bookingTime'),
            businessName: ($json['businessName'] ?? null) === null ? null : Read::text($json['businessName'] ?? null, 'businessName'),
            businessType: ($json['businessType'] ?? null) === null ? null : Read::text($json['businessType'] ?? null, 'businessType'),
            direction: ($json['direction'] ?? null) === null ? null : Read::text($json['direction'] ?? null, 'direction'),
            flowId: ($json['flowId'] ?? null) === null ? null : Read::text($json['flowId'] ?? null, 'flowId'),
            note: ($json['note'] ?? null) === null ? null : Read::text($json['note'] ?? null, 'note'),
            transactionId: ($json['transactionId'] ?? null) === null ? null : Read::text($json['transactionId'] ?? null, 'transactionId'),
            voucherId: ($json['voucherId'] ?? null) === null ? null : Read::text($json['voucherId'] ?? null, 'voucherId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'other' => $this->other,
            'amount' => $this->amount,
            'applicant' => $this->applicant,
            'balance' => $this->balance,
            'bookingTime' => $this->bookingTime,
            'businessName' => $this->businessName,
            'businessType' => $this->businessType,
            'direction' => $this->direction,
            'flowId' => $this->flowId,
            'note' => $this->note,
            'transactionId' => $this->transactionId,
            'voucherId' => $this->voucherId,
        ];
    }
}
