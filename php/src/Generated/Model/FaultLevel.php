<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * How serious a fault is.
 * - `warning`: Something to look at.
 * - `error`: Money may stay undelivered until it is corrected.
 */
enum FaultLevel: string
{
    case Warning = 'warning';
    case Error = 'error';
}
