<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Which of the two protocols a notification speaks, and therefore its answer.
 * - `v2`: XML.
 * - `v3`: JSON.
 */
enum MessageVersion: string
{
    case V2 = 'v2';
    case V3 = 'v3';
}
