<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Where an access token comes from.
 * - `fetched`: This client fetched it from QQ.
 * - `store`: Another process or client fetched it, and this one found it in the token store.
 */
enum TokenOrigin: string
{
    case Fetched = 'fetched';
    case Store = 'store';
}
