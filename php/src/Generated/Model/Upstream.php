<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * The party at the other end of a call.
 * - `qq`: QQ: `getToken` and the payment proxy. It has no backup host.
 * - `wechat_pay`: WeChat Pay itself.
 */
enum Upstream: string
{
    case Qq = 'qq';
    case WechatPay = 'wechat_pay';
}
