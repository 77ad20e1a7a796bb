<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** One order, by the merchant's number or by WeChat Pay's. */
final class OrderId extends Record
{
    private function __construct(private readonly string $field, private readonly string $value)
    {
    }

    /** The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has. */
    public static function outTradeNo(string $outTradeNo): self
    {
        return new self('outTradeNo', $outTradeNo);
    }

    /** WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid. */
    public static function transactionId(string $transactionId): self
    {
        return new self('transactionId', $transactionId);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outTradeNo', 'transactionId']);
        $field = Read::onlyOne($json, ['outTradeNo', 'transactionId']);

        return new self($field, Read::text($json[$field] ?? null, $field));
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [$this->field => $this->value];
    }
}
