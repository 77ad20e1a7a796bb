<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

// --8<-- [start:notify]
use QqWxPay\{Client, Notifications};
use QqWxPay\Model\{Paid, RefundEnded};

$notifications = new Notifications(
    Client::fromEnvironment(),
    paid: function (Paid $paid): void {
        $order = Order::find($paid->outTradeNo) ?? throw new OutOfBoundsException('no such order');
        $paid->expect(outTradeNo: $order->number, total: $order->total); // throws when anything differs ｜ 有任何不一致就抛出异常
        $order->deliverOnce();
    },
    refund: function (RefundEnded $refund): void { // success, abnormal: the account cannot take the money, closed ｜ success、abnormal（账户无法收款）、closed
        Refund::find($refund->outRefundNo)?->ended($refund->status->value);
    },
);
$notifications->serve(); // takes the raw bytes of the request, and sends the answer ｜ 读取原始请求字节，并发送应答
// --8<-- [end:notify]
