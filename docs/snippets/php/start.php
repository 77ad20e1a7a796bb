<?php

declare(strict_types=1);

// --8<-- [start:start]
require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Model\{OrderAmount, OrderRequest, Placement, SceneInfo};

$pay = Client::fromEnvironment();
$placed = $pay->placeOrder(new OrderRequest(
    outTradeNo: 'T20261123000001',
    description: 'Blue mug',
    amount: new OrderAmount(total: 1999), // fen: 19.99 yuan ｜ 分，即 19.99 元
    sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'),
));
if ($placed instanceof Placement\Placed) {
    echo json_encode($placed->requestPayment, JSON_UNESCAPED_SLASHES), "\n"; // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
} elseif ($placed instanceof Placement\ToConfirm) {
    echo $pay->confirmOrder($placed->order)->state->value, "\n"; // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
}
// --8<-- [end:start]
