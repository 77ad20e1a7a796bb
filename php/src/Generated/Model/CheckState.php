<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * How an item of a report stands.
 * - `holds`: It works.
 * - `fails`: It does not work.
 * - `not_tested`: The test did not come so far, or was not asked to.
 */
enum CheckState: string
{
    case Holds = 'holds';
    case Fails = 'fails';
    case NotTested = 'not_tested';
}
