<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Which account of the merchant a fund flow bill is about.
 * - `BASIC`: The basic account.
 * - `OPERATION`: The operation account.
 * - `FEES`: The account of fees.
 */
enum FundAccount: string
{
    case Basic = 'BASIC';
    case Operation = 'OPERATION';
    case Fees = 'FEES';
}
