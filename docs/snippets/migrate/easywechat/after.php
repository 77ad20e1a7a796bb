<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\{Client, Notifications};
use QqWxPay\Model\{EventKind, OrderAmount, OrderRequest, Paid, Placement, RefundRequest, RefundRequestAmount, SceneInfo};

$number = 'M20261123000001';
$pay = Client::fromEnvironment(); // the same values, from QQ_WXPAY_… ｜ 同样的值，取自 QQ_WXPAY_… 变量

if (isset($_SERVER['REQUEST_METHOD'])) { // called by WeChat Pay ｜ 由微信支付调用
    $notifications = new Notifications($pay, paid: function (Paid $paid) use ($pay, $number): void {
        $paid->expect(outTradeNo: $number, total: 1999); // throws when anything differs ｜ 有任何不一致就抛出异常
        error_log("paid {$paid->outTradeNo} {$paid->total}");
        $refund = $pay->refund(new RefundRequest(
            outTradeNo: $number,
            outRefundNo: "R{$number}",
            amount: new RefundRequestAmount(refund: 500, total: 1999),
        ));
        error_log("refund {$refund->status}");
    }, ignore: [EventKind::Refund]);
    $notifications->serve();
    exit;
}

// Through QQ: access token, relay address and signature are the library's. ｜ 经 QQ：access_token、中转地址和签名都由本库处理。
$placed = $pay->placeOrder(new OrderRequest(
    outTradeNo: $number,
    description: '蓝色马克杯',
    amount: new OrderAmount(total: 1999),
    sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'),
));
if (!$placed instanceof Placement\Placed) {
    throw new RuntimeException('nobody knows whether it exists: confirmOrder'); // never another number ｜ 绝不换单号
}
echo "link {$placed->h5Url}\n";
