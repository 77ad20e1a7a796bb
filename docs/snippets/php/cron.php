<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Model\{OpenOrder, OpenOrderReport, OpenOrders, OrderFamily, OrderReference};

$pay = Client::fromEnvironment();
$orders = [new OpenOrder(order: new OrderReference(OrderFamily::Direct, $argv[1]), total: 1999, placedAt: new DateTimeImmutable('-2 minutes'))];

// --8<-- [start:cron]
// once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
foreach ($pay->confirmOpenOrders(new OpenOrders(orders: $orders, closeAfter: 7200)) as $report) {
    if ($report instanceof OpenOrderReport\Paid) {
        echo "deliver {$report->paid->outTradeNo}\n"; // as a notification does ｜ 与处理通知的是同一个函数
    } elseif ($report instanceof OpenOrderReport\Closed) {
        echo "release {$report->order->outTradeNo}\n";
    } elseif ($report instanceof OpenOrderReport\Refused) {
        error_log($report->error->getMessage());
    } // still open, not due, no answer: the next run ｜ 未付款、未到时间、没有应答：下次再查
}
// --8<-- [end:cron]
