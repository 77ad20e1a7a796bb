<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * The way an order takes to WeChat Pay.
 * - `qq_proxy`: Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
 * - `direct`: Straight to WeChat Pay: for an H5 site of the same merchant.
 */
enum Channel: string
{
    case QqProxy = 'qq_proxy';
    case Direct = 'direct';
}
