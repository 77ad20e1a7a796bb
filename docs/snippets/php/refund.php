<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Model\{RefundQuery, RefundRequest, RefundRequestAmount};

$pay = Client::fromEnvironment();
[, $number, $refundNumber] = $argv;

// --8<-- [start:refund]
$refund = $pay->refund(new RefundRequest(
    outTradeNo: $number,
    outRefundNo: $refundNumber, // repeat with the same number only ｜ 重试只能用同一个退款单号
    amount: new RefundRequestAmount(refund: 500, total: 1999), // fen ｜ 分
    reason: '少发一件',
));
echo $refund->status, "\n"; // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
// later, or when no notification has come ｜ 稍后，或一直没有收到通知时
echo $pay->queryRefund(new RefundQuery(outRefundNo: $refundNumber))->status, "\n"; // SUCCESS, PROCESSING, ABNORMAL, CLOSED
// --8<-- [end:refund]
