<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A V3 H5 order of a direct merchant.
 *
 * `appid` and `mchid` come from the configuration, and the `notifyUrl` of the body is computed.
 *
 * @property-read string|null $extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
 */
final class OrderRequest extends Record
{
    use HidesFields;

    /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days. */
    public readonly ?string $timeExpire;

    /**
     * @param list<string>|null $limitPay
     */
    public function __construct(
        /** How much. Required. */
        public readonly \QqWxPay\Model\OrderAmount $amount,
        /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public readonly string $description,
        /**
         * The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat
         * Pay also `|` and `*`. Required.
         */
        public readonly string $outTradeNo,
        /** Where and by whom it is paid. Required. */
        public readonly \QqWxPay\Model\SceneInfo $sceneInfo,
        /** Comes back in queries and notifications; up to 128 bytes of UTF-8. */
        public readonly ?string $attach = null,
        /** The way this order takes; the configured one when left out. */
        public readonly ?\QqWxPay\Model\Channel $channel = null,
        /** What is sold, for discounts. */
        public readonly ?\QqWxPay\Model\OrderDetail $detail = null,
        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
         */
        #[\SensitiveParameter] ?string $extra = null,
        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public readonly ?string $goodsTag = null,
        /** Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`. */
        public readonly ?array $limitPay = null,
        /** Your own address for the notification of this order; the configured one when left out. */
        public readonly ?string $notifyUrl = null,
        /** How the money is settled. */
        public readonly ?\QqWxPay\Model\SettleInfo $settleInfo = null,
        /** Whether the payer may ask for an electronic invoice. */
        public readonly ?bool $supportFapiao = null,
        /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days. */
        string|\DateTimeInterface|null $timeExpire = null,
    ) {
        $this->timeExpire = $timeExpire === null ? null : Given::moment($timeExpire, 'timeExpire');
        $this->hidden = new Hidden([
            'extra' => $extra,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['amount', 'description', 'outTradeNo', 'sceneInfo', 'attach', 'channel', 'detail', 'extra', 'goodsTag', 'limitPay', 'notifyUrl', 'settleInfo', 'supportFapiao', 'timeExpire']);

        return new self(
            amount: \QqWxPay\Model\OrderAmount::fromArray(Read::map($json['amount'] ?? null, 'amount')),
            description: Read::text($json['description'] ?? null, 'description'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            sceneInfo: \QqWxPay\Model\SceneInfo::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            channel: ($json['channel'] ?? null) === null ? null : Read::word($json['channel'] ?? null, 'channel', \QqWxPay\Model\Channel::class),
            detail: ($json['detail'] ?? null) === null ? null : \QqWxPay\Model\OrderDetail::fromArray(Read::map($json['detail'] ?? null, 'detail')),
            extra: ($json['extra'] ?? null) === null ? null : Read::text($json['extra'] ?? null, 'extra'),
            goodsTag: ($json['goodsTag'] ?? null) === null ? null : Read::text($json['goodsTag'] ?? null, 'goodsTag'),
            limitPay: ($json['limitPay'] ?? null) === null ? null : Read::list($json['limitPay'] ?? null, 'limitPay', static fn (mixed $item): string => Read::text($item, '')),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            settleInfo: ($json['settleInfo'] ?? null) === null ? null : \QqWxPay\Model\SettleInfo::fromArray(Read::map($json['settleInfo'] ?? null, 'settleInfo')),
            supportFapiao: ($json['supportFapiao'] ?? null) === null ? null : Read::truth($json['supportFapiao'] ?? null, 'supportFapiao'),
            timeExpire: ($json['timeExpire'] ?? null) === null ? null : Read::text($json['timeExpire'] ?? null, 'timeExpire'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'amount' => $this->amount,
            'description' => $this->description,
            'outTradeNo' => $this->outTradeNo,
            'sceneInfo' => $this->sceneInfo,
            'attach' => $this->attach,
            'channel' => $this->channel,
            'detail' => $this->detail,
            'extra' => $this->extra,
            'goodsTag' => $this->goodsTag,
            'limitPay' => $this->limitPay,
            'notifyUrl' => $this->notifyUrl,
            'settleInfo' => $this->settleInfo,
            'supportFapiao' => $this->supportFapiao,
            'timeExpire' => $this->timeExpire,
        ]);
    }
}
