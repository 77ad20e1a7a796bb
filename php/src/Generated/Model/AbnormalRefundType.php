<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Where the money of an abnormal refund goes.
 * - `USER_BANK_CARD`: To another bank card of the payer.
 * - `MERCHANT_BANK_CARD`: To the merchant's own bank account; the merchant then gives it to the payer.
 */
enum AbnormalRefundType: string
{
    case UserBankCard = 'USER_BANK_CARD';
    case MerchantBankCard = 'MERCHANT_BANK_CARD';
}
