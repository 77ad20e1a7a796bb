<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * The events of a notification, each for a function of the shop.
 * - `paid`: An order is paid.
 * - `refund`: A refund has ended.
 * - `not_paid`: WeChat Pay says of an order that it is not paid.
 * - `other`: An event of another product.
 */
enum EventKind: string
{
    case Paid = 'paid';
    case Refund = 'refund';
    case NotPaid = 'not_paid';
    case Other = 'other';
}
