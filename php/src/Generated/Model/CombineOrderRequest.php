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
 * A V3 H5 combine order: all sub orders are paid, or none.
 *
 * `combineAppid` and `combineMchid` are the configured `wechatAppid` and `mchid`.
 *
 * @property-read string|null $extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
 */
final class CombineOrderRequest extends Record
{
    use HidesFields;

    /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
    public readonly ?string $timeExpire;

    /** First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
    public readonly ?string $timeStart;

    /**
     * @param list<\QqWxPay\Model\SubOrder> $subOrders
     * @param list<string>|null $limitPay
     */
    public function __construct(
        /** Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required. */
        public readonly string $combineOutTradeNo,
        /** Where and by whom it is paid. Required. */
        public readonly \QqWxPay\Model\CombineSceneInfo $sceneInfo,
        /** What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `subMchid`. Required. */
        public readonly array $subOrders,
        /** The way this order takes; the configured one when left out. */
        public readonly ?\QqWxPay\Model\Channel $channel = null,
        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
         */
        #[\SensitiveParameter] ?string $extra = null,
        /** Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`. */
        public readonly ?array $limitPay = null,
        /** Your own address for the notification of this order; the configured one when left out. */
        public readonly ?string $notifyUrl = null,
        /** Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
        string|\DateTimeInterface|null $timeExpire = null,
        /** First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. */
        string|\DateTimeInterface|null $timeStart = null,
    ) {
        $this->timeExpire = $timeExpire === null ? null : Given::moment($timeExpire, 'timeExpire');
        $this->timeStart = $timeStart === null ? null : Given::moment($timeStart, 'timeStart');
        $this->hidden = new Hidden([
            'extra' => $extra,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['combineOutTradeNo', 'sceneInfo', 'subOrders', 'channel', 'extra', 'limitPay', 'notifyUrl', 'timeExpire', 'timeStart']);

        return new self(
            combineOutTradeNo: Read::text($json['combineOutTradeNo'] ?? null, 'combineOutTradeNo'),
            sceneInfo: \QqWxPay\Model\CombineSceneInfo::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            subOrders: Read::list($json['subOrders'] ?? null, 'subOrders', static fn (mixed $item): \QqWxPay\Model\SubOrder => \QqWxPay\Model\SubOrder::fromArray(Read::map($item, ''))),
            channel: ($json['channel'] ?? null) === null ? null : Read::word($json['channel'] ?? null, 'channel', \QqWxPay\Model\Channel::class),
            extra: ($json['extra'] ?? null) === null ? null : Read::text($json['extra'] ?? null, 'extra'),
            limitPay: ($json['limitPay'] ?? null) === null ? null : Read::list($json['limitPay'] ?? null, 'limitPay', static fn (mixed $item): string => Read::text($item, '')),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            timeExpire: ($json['timeExpire'] ?? null) === null ? null : Read::text($json['timeExpire'] ?? null, 'timeExpire'),
            timeStart: ($json['timeStart'] ?? null) === null ? null : Read::text($json['timeStart'] ?? null, 'timeStart'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'combineOutTradeNo' => $this->combineOutTradeNo,
            'sceneInfo' => $this->sceneInfo,
            'subOrders' => $this->subOrders,
            'channel' => $this->channel,
            'extra' => $this->extra,
            'limitPay' => $this->limitPay,
            'notifyUrl' => $this->notifyUrl,
            'timeExpire' => $this->timeExpire,
            'timeStart' => $this->timeStart,
        ]);
    }
}
