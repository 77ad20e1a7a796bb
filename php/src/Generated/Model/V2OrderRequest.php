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
 * A V2 H5 unified order.
 *
 * `appid` and `mchId` come from the configuration; `tradeType`, `notifyUrl`, `nonce_str` and `sign` are computed.
 *
 * @property-read string $spbillCreateIp The **payer's** public IPv4 or IPv6 address. Required.
 * @property-read string|null $extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
 */
final class V2OrderRequest extends Record
{
    use HidesFields;

    /** Whole fen, at least 1. Required. */
    public readonly int $totalFee;

    /** Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again. */
    public readonly ?string $timeExpire;

    /** First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form. */
    public readonly ?string $timeStart;

    /**
     * @param int $totalFee
     */
    public function __construct(
        /** What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required. */
        public readonly string $body,
        /** The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required. */
        public readonly string $outTradeNo,
        /** The **payer's** public IPv4 or IPv6 address. Required. */
        #[\SensitiveParameter] string $spbillCreateIp,
        /** Whole fen, at least 1. Required. */
        int|float $totalFee,
        /**
         * Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in
         * all texts of a V2 order: V2 signs without escaping.
         */
        public readonly ?string $attach = null,
        /** The way this order takes; the configured one when left out. */
        public readonly ?\QqWxPay\Model\Channel $channel = null,
        /** Goods detail, JSON text of up to 6000 bytes of UTF-8. */
        public readonly ?string $detail = null,
        /** Device, for example `WEB`; up to 32 bytes of UTF-8. */
        public readonly ?string $deviceInfo = null,
        /**
         * Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and
         * sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
         */
        #[\SensitiveParameter] ?string $extra = null,
        /** `CNY`, also when left out. */
        public readonly ?string $feeType = null,
        /** Mark for discounts, up to 32 bytes of UTF-8. */
        public readonly ?string $goodsTag = null,
        /** `no_credit` excludes credit cards. */
        public readonly ?string $limitPay = null,
        /** Your own address for the notification of this order; the configured one when left out. */
        public readonly ?string $notifyUrl = null,
        /** Number of the goods, up to 32 bytes of UTF-8. */
        public readonly ?string $productId = null,
        /** `Y` or `N`: whether the money is shared later. */
        public readonly ?string $profitSharing = null,
        /** `Y` lets the payer ask for an electronic invoice. */
        public readonly ?string $receipt = null,
        /**
         * Kind of page, name and site; `Wap` when left out. `appUrl`/`appName` are sent as `wap_url`/`wap_name`, and
         * when left out the configured `referer` and its host take their place.
         */
        public readonly ?\QqWxPay\Model\H5Info $sceneInfo = null,
        /** Sub merchant's WeChat AppID, for service providers. */
        public readonly ?string $subAppid = null,
        /** Sub merchant's number, for service providers. */
        public readonly ?string $subMchId = null,
        /** Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again. */
        string|\DateTimeInterface|null $timeExpire = null,
        /** First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form. */
        string|\DateTimeInterface|null $timeStart = null,
    ) {
        $this->totalFee = Given::whole($totalFee, 'totalFee');
        $this->timeExpire = $timeExpire === null ? null : Given::moment($timeExpire, 'timeExpire');
        $this->timeStart = $timeStart === null ? null : Given::moment($timeStart, 'timeStart');
        $this->hidden = new Hidden([
            'spbillCreateIp' => $spbillCreateIp,
            'extra' => $extra,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['body', 'outTradeNo', 'spbillCreateIp', 'totalFee', 'attach', 'channel', 'detail', 'deviceInfo', 'extra', 'feeType', 'goodsTag', 'limitPay', 'notifyUrl', 'productId', 'profitSharing', 'receipt', 'sceneInfo', 'subAppid', 'subMchId', 'timeExpire', 'timeStart']);

        return new self(
            body: Read::text($json['body'] ?? null, 'body'),
            outTradeNo: Read::text($json['outTradeNo'] ?? null, 'outTradeNo'),
            spbillCreateIp: Read::text($json['spbillCreateIp'] ?? null, 'spbillCreateIp'),
            totalFee: Read::whole($json['totalFee'] ?? null, 'totalFee'),
            attach: ($json['attach'] ?? null) === null ? null : Read::text($json['attach'] ?? null, 'attach'),
            channel: ($json['channel'] ?? null) === null ? null : Read::word($json['channel'] ?? null, 'channel', \QqWxPay\Model\Channel::class),
            detail: ($json['detail'] ?? null) === null ? null : Read::text($json['detail'] ?? null, 'detail'),
            deviceInfo: ($json['deviceInfo'] ?? null) === null ? null : Read::text($json['deviceInfo'] ?? null, 'deviceInfo'),
            extra: ($json['extra'] ?? null) === null ? null : Read::text($json['extra'] ?? null, 'extra'),
            feeType: ($json['feeType'] ?? null) === null ? null : Read::text($json['feeType'] ?? null, 'feeType'),
            goodsTag: ($json['goodsTag'] ?? null) === null ? null : Read::text($json['goodsTag'] ?? null, 'goodsTag'),
            limitPay: ($json['limitPay'] ?? null) === null ? null : Read::text($json['limitPay'] ?? null, 'limitPay'),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
            productId: ($json['productId'] ?? null) === null ? null : Read::text($json['productId'] ?? null, 'productId'),
            profitSharing: ($json['profitSharing'] ?? null) === null ? null : Read::text($json['profitSharing'] ?? null, 'profitSharing'),
            receipt: ($json['receipt'] ?? null) === null ? null : Read::text($json['receipt'] ?? null, 'receipt'),
            sceneInfo: ($json['sceneInfo'] ?? null) === null ? null : \QqWxPay\Model\H5Info::fromArray(Read::map($json['sceneInfo'] ?? null, 'sceneInfo')),
            subAppid: ($json['subAppid'] ?? null) === null ? null : Read::text($json['subAppid'] ?? null, 'subAppid'),
            subMchId: ($json['subMchId'] ?? null) === null ? null : Read::text($json['subMchId'] ?? null, 'subMchId'),
            timeExpire: ($json['timeExpire'] ?? null) === null ? null : Read::text($json['timeExpire'] ?? null, 'timeExpire'),
            timeStart: ($json['timeStart'] ?? null) === null ? null : Read::text($json['timeStart'] ?? null, 'timeStart'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'body' => $this->body,
            'outTradeNo' => $this->outTradeNo,
            'spbillCreateIp' => $this->spbillCreateIp,
            'totalFee' => $this->totalFee,
            'attach' => $this->attach,
            'channel' => $this->channel,
            'detail' => $this->detail,
            'deviceInfo' => $this->deviceInfo,
            'extra' => $this->extra,
            'feeType' => $this->feeType,
            'goodsTag' => $this->goodsTag,
            'limitPay' => $this->limitPay,
            'notifyUrl' => $this->notifyUrl,
            'productId' => $this->productId,
            'profitSharing' => $this->profitSharing,
            'receipt' => $this->receipt,
            'sceneInfo' => $this->sceneInfo,
            'subAppid' => $this->subAppid,
            'subMchId' => $this->subMchId,
            'timeExpire' => $this->timeExpire,
            'timeStart' => $this->timeStart,
        ]);
    }
}
