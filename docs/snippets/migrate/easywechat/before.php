<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use EasyWeChat\Pay\{Application, Message};

$number = 'M20261123000001';
$app = new Application([
    'mch_id' => getenv('QQ_WXPAY_MCHID'),
    'private_key' => getenv('QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE'),
    'certificate' => getenv('QQ_WXPAY_MERCHANT_CERTIFICATE_FILE'),
    'secret_key' => getenv('QQ_WXPAY_API_V3_KEY'),
    'platform_certs' => [getenv('QQ_WXPAY_PUBLIC_KEY_ID') => getenv('QQ_WXPAY_PUBLIC_KEY_FILE')],
]);

if (isset($_SERVER['REQUEST_METHOD'])) { // called by WeChat Pay ｜ 由微信支付调用
    $app->getValidator()->validate($app->getRequest()); // a step of its own: `serve` does not verify ｜ 单独的一步：`serve` 并不验签
    $server = $app->getServer();
    $server->handlePaid(function (Message $message, Closure $next) use ($app, $number): mixed {
        error_log("paid {$message->out_trade_no} {$message->amount['total']}");
        $refund = $app->getClient()->postJson('v3/refund/domestic/refunds', [
            'out_trade_no' => $number,
            'out_refund_no' => "R{$number}",
            'amount' => ['refund' => 500, 'total' => 1999, 'currency' => 'CNY'],
        ])->toArray();
        error_log("refund {$refund['status']}");

        return $next($message);
    });
    $answer = $server->serve();
    http_response_code($answer->getStatusCode());
    exit((string) $answer->getBody());
}

// It has no call for orders through QQ: this one goes to WeChat Pay. ｜ 它没有经 QQ 下单的调用：这笔订单直接发给微信支付。
$placed = $app->getClient()->postJson('v3/pay/transactions/h5', [
    'appid' => getenv('QQ_WXPAY_WECHAT_APPID'),
    'mchid' => getenv('QQ_WXPAY_MCHID'),
    'description' => '蓝色马克杯',
    'out_trade_no' => $number,
    'notify_url' => getenv('QQ_WXPAY_NOTIFY_URL'),
    'amount' => ['total' => 1999, 'currency' => 'CNY'],
    'scene_info' => ['payer_client_ip' => '203.0.113.7', 'h5_info' => ['type' => 'Wap']],
])->toArray();
echo "link {$placed['h5_url']}\n";
