<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Where the money is, in the words that decide what to do.
 * - `paid`: The payer's money was taken: deliver, after comparing amount and number with your own order.
 * - `not_paid`: Not paid; the payer may still pay until the order is closed.
 * - `closed`: Closed without payment: it can never be paid any more.
 * - `unknown`: Not known: ask again later. Neither deliver nor take another order for the same goods.
 */
enum PaymentState: string
{
    case Paid = 'paid';
    case NotPaid = 'not_paid';
    case Closed = 'closed';
    case Unknown = 'unknown';
}
