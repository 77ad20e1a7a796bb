<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Whose certificate or key it is.
 * - `merchant`: The merchant's API certificate, where the settings have it: of a serial number alone no end is known.
 * - `platform`: WeChat Pay's platform certificate: the newest that is valid.
 * - `platform_key`: WeChat Pay's public key.
 */
enum CertificateOwner: string
{
    case Merchant = 'merchant';
    case Platform = 'platform';
    case PlatformKey = 'platform_key';
}
