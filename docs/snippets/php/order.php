<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Model\{OrderAmount, OrderRequest, Placement, SceneInfo};

$pay = Client::fromEnvironment();
$number = $argv[1];

// --8<-- [start:order]
try {
    $placed = $pay->placeOrder(new OrderRequest(
        outTradeNo: $number, // chosen by you, once for each order ｜ 由你选定，每笔订单一个
        description: '蓝色马克杯', // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
        amount: new OrderAmount(total: 1999), // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
        sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'), // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
        timeExpire: new DateTimeImmutable('+15 minutes'), // nobody can pay later than that ｜ 过了这个时间就不能再付款
        attach: 'shop 12', // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
    ), timeout: 10);
} catch (QqWxPayException $e) {
    fwrite(STDERR, implode(' ', [$e->code, $e->field, $e->retry, $e->remedy?->zh]) . "\n");
    exit(1);
}
if ($placed instanceof Placement\Placed) {
    echo "{$placed->requestPayment?->url} {$placed->requestPayment?->referer}\n"; // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
} elseif ($placed instanceof Placement\ToConfirm) {
    echo $pay->confirmOrder($placed->order)->state->value, "\n"; // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
}
// --8<-- [end:order]
