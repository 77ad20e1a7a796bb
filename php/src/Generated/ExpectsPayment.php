<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Generated;

use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\MismatchException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Given;
use QqWxPay\Model\ExpectedPart;

/**
 * What compares a payment with your own order.
 *
 * @internal
 */
trait ExpectsPayment
{
    /**
     * Throws unless your own order is paid as expected. Call it before you deliver.
     *
     * What is not given is not compared; `null` is refused, since it would be a value that your order lacks.
     *
     * @param string $outTradeNo The order number (of a combine order: `combineOutTradeNo`).
     * @param int $total The amount in fen (of a combine order: the sum of its parts), in `CNY`.
     * @param bool $allowRefunded Whether an order may have been refunded, in part or whole, after it was paid.
     * @param string $appid The WeChat AppID.
     * @param string $mchid The merchant number (in partner use: the sub merchant's; combine: the initiator's).
     * @param list<\QqWxPay\Model\ExpectedPart> $parts The parts of a combine order, all of them and in any order; not compared when empty.
     *
     * @throws MismatchException naming the first field that differs
     * @throws InvalidInputException naming a field that is missing or wrong
     * @throws QqWxPayException the reason, for whatever is not verified
     */
    public function expect(
        string $outTradeNo,
        int|float $total,
        bool $allowRefunded = false,
        string $appid = '',
        string $mchid = '',
        array $parts = [],
    ): void {
        $expected = [
            'outTradeNo' => $outTradeNo,
            'total' => Given::whole($total, 'total'),
        ];
        if ($allowRefunded !== false) {
            $expected['allowRefunded'] = $allowRefunded;
        }
        if ($appid !== '') {
            $expected['appid'] = $appid;
        }
        if ($mchid !== '') {
            $expected['mchid'] = $mchid;
        }
        if ($parts !== []) {
            $expected['parts'] = array_map(static fn (ExpectedPart $part): array => $part->toArray(), $parts);
        }
        $this->compare($expected);
    }

    /** @param array<string, mixed> $expected */
    abstract protected function compare(array $expected): void;
}
