<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * How an order is asked for.
 * - `direct`: `queryOrder` finds it.
 * - `partner`: `queryPartnerOrder` finds it.
 * - `combine`: `queryCombineOrder` finds it.
 * - `v2`: `queryV2Order` finds it.
 */
enum OrderFamily: string
{
    case Direct = 'direct';
    case Partner = 'partner';
    case Combine = 'combine';
    case V2 = 'v2';
}
