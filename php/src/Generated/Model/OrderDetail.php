<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What is sold, for WeChat Pay's own discounts. */
final class OrderDetail extends Record
{
    /** Price before discounts, fen. */
    public readonly ?int $costPrice;

    /**
     * @param list<\QqWxPay\Model\GoodsDetail>|null $goodsDetail
     * @param int|null $costPrice
     */
    public function __construct(
        /** Price before discounts, fen. */
        int|float|null $costPrice = null,
        /** The goods, at most 6000. */
        public readonly ?array $goodsDetail = null,
        /** Receipt number, up to 32 bytes of UTF-8. */
        public readonly ?string $invoiceId = null,
    ) {
        $this->costPrice = $costPrice === null ? null : Given::whole($costPrice, 'costPrice');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['costPrice', 'goodsDetail', 'invoiceId']);

        return new self(
            costPrice: ($json['costPrice'] ?? null) === null ? null : Read::whole($json['costPrice'] ?? null, 'costPrice'),
            goodsDetail: ($json['goodsDetail'] ?? null) === null ? null : Read::list($json['goodsDetail'] ?? null, 'goodsDetail', static fn (mixed $item): \QqWxPay\Model\GoodsDetail => \QqWxPay\Model\GoodsDetail::fromArray(Read::map($item, ''))),
            invoiceId: ($json['invoiceId'] ?? null) === null ? null : Read::text($json['invoiceId'] ?? null, 'invoiceId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'costPrice' => $this->costPrice,
            'goodsDetail' => $this->goodsDetail,
            'invoiceId' => $this->invoiceId,
        ]);
    }
}
