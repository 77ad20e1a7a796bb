<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Client;
use QqWxPay\Model\TradeBillRequest;

$pay = Client::fromEnvironment();
$day = $argv[1];

// --8<-- [start:bill]
$bill = $pay->tradeBill(new TradeBillRequest(billDate: $day, gzip: true)); // "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
$fen = 0;
foreach ($bill as $row) { // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
    $fen += $row->orderAmount ?? 0;
}
$finished = $bill->finished(); // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
echo "{$finished?->rows} {$fen} {$finished?->summary->orderAmount}\n";
// --8<-- [end:bill]
