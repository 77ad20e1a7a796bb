<?php

declare(strict_types=1);

// Settings of qq-wxpay by their names in snake case; `env()` reads `.env` of ThinkPHP.
return [
    'qq_appid' => env('QQ_WXPAY_QQ_APPID'),
    'qq_app_secret' => env('QQ_WXPAY_QQ_APP_SECRET'),
    'wechat_appid' => env('QQ_WXPAY_WECHAT_APPID'),
    'mchid' => env('QQ_WXPAY_MCHID'),
    'merchant_private_key' => (string) file_get_contents((string) env('QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE')),
    'merchant_serial' => env('QQ_WXPAY_MERCHANT_SERIAL'),
    'api_v3_key' => env('QQ_WXPAY_API_V3_KEY'),
    'public_key_id' => env('QQ_WXPAY_PUBLIC_KEY_ID'),
    'public_key' => (string) file_get_contents((string) env('QQ_WXPAY_PUBLIC_KEY_FILE')),
    'notify_url' => env('QQ_WXPAY_NOTIFY_URL'),
    'referer' => env('QQ_WXPAY_REFERER'),
];
