<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\QqWxPayException;

/** Amounts: everywhere whole fen, 1/100 yuan. */
final class Fen
{
    /**
     * Whole fen of an amount in yuan: `Fen::fromYuan('19.99')` is 1999.
     *
     * @throws InvalidInputException for parts of a fen and what is no amount
     */
    public static function fromYuan(string|int $yuan): int
    {
        if (preg_match('/\A(\d{1,15})(?:\.(\d+))?\z/', (string) $yuan, $parts) !== 1) {
            throw QqWxPayException::facade('WRONG_TYPE', 'yuan', 'no amount');
        }
        $fraction = rtrim($parts[2] ?? '', '0');
        if (\strlen($fraction) > 2) {
            throw QqWxPayException::facade('WRONG_TYPE', 'yuan', 'a part of a fen');
        }

        return (int) $parts[1] * 100 + (int) str_pad($fraction, 2, '0');
    }
}
