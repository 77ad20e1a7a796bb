<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Which transactions a trade bill lists.
 * - `ALL`: Payments and refunds.
 * - `SUCCESS`: Payments.
 * - `REFUND`: Refunds.
 * - `RECHARGE_REFUND`: Refunds of recharges; V2 only.
 */
enum TradeBillType: string
{
    case All = 'ALL';
    case Success = 'SUCCESS';
    case Refund = 'REFUND';
    case RechargeRefund = 'RECHARGE_REFUND';
}
