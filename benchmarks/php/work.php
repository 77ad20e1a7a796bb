<?php

declare(strict_types=1);

/*
 * Our own work beside the bare RSA operation of PHP's openssl, in one run: an order that is built and signed, a notification that is verified,
 * opened and read. wechatpay-php, which would be the peer, cannot be installed where this runs.
 *
 *     cargo xtask bench php
 */

require __DIR__ . '/../../php/tests/bootstrap.php';

use QqWxPay\Client;
use QqWxPay\Model\OrderAmount;
use QqWxPay\Model\OrderRequest;
use QqWxPay\Model\Paid;
use QqWxPay\Model\SceneInfo;
use QqWxPay\Notifications;
use QqWxPay\Testing\Testing;

ini_set('error_log', '/dev/null');
$seconds = (float) (getenv('SECONDS') ?: 3);
$rounds = (int) max(3, $seconds * 4);

/** Microseconds that the processor has worked for this process. */
$processor = static function (): float {
    $usage = getrusage();

    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1e6 + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
};

/** Of each work the median of many short rounds in turn. @param array<string, array{Closure, int}> $works */
$compare = static function (array $works) use ($rounds, $processor): array {
    $found = [];
    for ($round = -1; $round < $rounds; $round++) {
        foreach ($works as $name => [$work, $count]) {
            $begin = $processor();
            for ($i = 0; $i < $count; $i++) {
                $work();
            }
            if ($round >= 0) { // to be warm
                $found[$name][] = ($processor() - $begin) / $count;
            }
        }
    }

    return array_map(static function (array $figures): float {
        sort($figures);

        return $figures[intdiv(count($figures), 2)];
    }, $found);
};

/** Adds a line to the file of BENCH_FIGURES; what it says is in xtask/src/bench/figures.rs. */
$tell = static function (string $row, string $unit, ?string $by, ?float $ours, array $beside = []): void {
    $line = json_encode(['row' => $row, 'language' => 'php', 'unit' => $unit, 'by' => $by, 'ours' => $ours, 'beside' => (object) $beside], JSON_THROW_ON_ERROR) . "\n";
    echo $line;
    if (($file = getenv('BENCH_FIGURES')) !== false) {
        file_put_contents($file, $line, FILE_APPEND);
    }
};

$settings = Testing::settings();
$pay = Client::fromEnvironment($settings);
$key = openssl_pkey_new(['private_key_bits' => 2048]) ?: throw new RuntimeException('no key');
$public = openssl_pkey_get_public(openssl_pkey_get_details($key)['key']) ?: throw new RuntimeException('no key');
$message = str_repeat('x', 600);
openssl_sign($message, $signature, $key, OPENSSL_ALGO_SHA256);

$order = static fn (): OrderRequest => new OrderRequest(outTradeNo: 'T20261123000001', description: 'Blue mug', amount: new OrderAmount(total: 1999), sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'));
$notification = Testing::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999]);
$notifications = new Notifications($pay, paid: static fn (Paid $paid) => $paid->expect(outTradeNo: 'T1', total: 1999));

$found = $compare([
    'sign' => [static fn () => openssl_sign($message, $signature, $key, OPENSSL_ALGO_SHA256), 40],
    'order' => [static fn () => $pay->prepare()->placeOrder($order(), 'token'), 40],
    'verify' => [static fn () => openssl_verify($message, $signature, $public, OPENSSL_ALGO_SHA256), 300],
    'notification' => [static fn () => $pay->handleNotification($notification->headers, $notification->body)->event(), 200],
    'answered' => [static function () use ($notifications, $notification): void {
        $notifications->answer($notification->headers, $notification->body)->status === 200 || throw new RuntimeException('not acknowledged');
    }, 200],
    'made' => [static fn () => Client::fromEnvironment($settings)->close(), 5],
]);
$tell('bare-sign', 'us', 'processor', null, ["PHP's openssl" => $found['sign']]);
$tell('bare-verify', 'us', 'processor', null, ["PHP's openssl" => $found['verify']]);
$tell('order-work', 'us', 'processor', $found['order']);
$tell('notification-work', 'us', 'processor', $found['notification'], ["PHP's openssl_verify" => $found['verify']]);
$tell('notification-answered', 'us', 'processor', $found['answered']);
$tell('client', 'us', 'processor', $found['made']);

/** Whether memory grows: of OPERATIONS the first tenth beside the last one; one in ten is an order, the others are notifications. */
$after = static function (int $count) use ($pay, $order, $notification): float {
    for ($i = 0; $i < $count; $i++) {
        if ($i % 10 === 0) {
            $pay->prepare()->placeOrder($order(), 'token');
        } else {
            $pay->handleNotification($notification->headers, $notification->body)->event();
        }
    }
    preg_match('/^VmRSS:\s+(\d+)/m', (string) @file_get_contents('/proc/self/status'), $resident);

    return (int) ($resident[1] ?? 0) / 1000;
};
$operations = (int) (getenv('OPERATIONS') ?: 100000);
$first = $after(intdiv($operations, 10));
$tell('memory-flat', 'MB', null, $after($operations - intdiv($operations, 10)), ['the first tenth' => $first]);
