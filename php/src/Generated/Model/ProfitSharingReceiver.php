<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * Somebody who gets a part; with an unfreezing the merchant itself.
 *
 * @property-read string|null $account Merchant number or openid.
 */
final class ProfitSharingReceiver extends Record
{
    use HidesFields;

    public function __construct(
        /** Merchant number or openid. */
        #[\SensitiveParameter] ?string $account = null,
        /** Fen. */
        public readonly ?int $amount = null,
        /** When it began, RFC 3339. */
        public readonly ?string $createTime = null,
        /** Why. */
        public readonly ?string $description = null,
        /** WeChat Pay's number of this part. */
        public readonly ?string $detailId = null,
        /** Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ... */
        public readonly ?string $failReason = null,
        /** When it ended, RFC 3339. */
        public readonly ?string $finishTime = null,
        /** `PENDING`, `SUCCESS` or `CLOSED`. */
        public readonly ?string $result = null,
        /** `MERCHANT_ID` or `PERSONAL_OPENID`. */
        public readonly ?string $type = null,
    ) {
        $this->hidden = new Hidden([
            'account' => $account,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            account: ($json['account'] ?? null) === null ? null : Read::text($json['account'] ?? null, 'account'),
            amount: ($json['amount'] ?? null) === null ? null : Read::whole($json['amount'] ?? null, 'amount'),
            createTime: ($json['createTime'] ?? null) === null ? null : Read::text($json['createTime'] ?? null, 'createTime'),
            description: ($json['description'] ?? null) === null ? null : Read::text($json['description'] ?? null, 'description'),
            detailId: ($json['detailId'] ?? null) === null ? null : Read::text($json['detailId'] ?? null, 'detailId'),
            failReason: ($json['failReason'] ?? null) === null ? null : Read::text($json['failReason'] ?? null, 'failReason'),
            finishTime: ($json['finishTime'] ?? null) === null ? null : Read::text($json['finishTime'] ?? null, 'finishTime'),
            result: ($json['result'] ?? null) === null ? null : Read::text($json['result'] ?? null, 'result'),
            type: ($json['type'] ?? null) === null ? null : Read::text($json['type'] ?? null, 'type'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'account' => $this->account,
            'amount' => $this->amount,
            'createTime' => $this->createTime,
            'description' => $this->description,
            'detailId' => $this->detailId,
            'failReason' => $this->failReason,
            'finishTime' => $this->finishTime,
            'result' => $this->result,
            'type' => $this->type,
        ];
    }
}
