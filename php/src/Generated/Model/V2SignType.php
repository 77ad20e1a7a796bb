<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * How V2 messages are signed.
 * - `HMAC-SHA256`: HMAC-SHA256, sent as `sign_type`.
 * - `MD5`: MD5, for merchants whose other systems still use it.
 */
enum V2SignType: string
{
    case HmacSha256 = 'HMAC-SHA256';
    case Md5 = 'MD5';
}
