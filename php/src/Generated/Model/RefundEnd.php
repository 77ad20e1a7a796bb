<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * How a refund ended.
 * - `success`: The money went back.
 * - `abnormal`: The payer's account cannot take the money: send it elsewhere with `abnormalRefund`, or by hand in the merchant console.
 * - `closed`: No money went back.
 */
enum RefundEnd: string
{
    case Success = 'success';
    case Abnormal = 'abnormal';
    case Closed = 'closed';
}
