<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Generated;

/**
 * What these classes were written from: the library must have been made from the same.
 *
 * @internal
 */
final class Schema
{
    public const HASH = 'ac96d5d50b3dc364';
}
