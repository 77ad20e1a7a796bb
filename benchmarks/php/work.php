<?php

declare(strict_types=1);

/*
 * Our own work beside the bare RSA operation of PHP's openssl, in one run: an order that is built and signed, a notification that is verified,
 * opened and read. wechatpay-php, which would be the peer, cannot be installed where this runs.
 *
 *     QQ_WXPAY_LIBRARY=target/release/libqq_wxpay_c.so php benchmarks/php/work.php [ROUNDS]
 */

require __DIR__ . '/../../php/tests/bootstrap.php';

use QqWxPay\Client;
use QqWxPay\Model\OrderAmount;
use QqWxPay\Model\OrderRequest;
use QqWxPay\Model\Paid;
use QqWxPay\Model\SceneInfo;
use QqWxPay\Notifications;
use QqWxPay\Testing\Testing;

$rounds = (int) ($argv[1] ?? 5);
ini_set('error_log', '/dev/null');

/** Microseconds of one run, the best of several rounds: the machine does other things, too. */
$best = static function (Closure $work, int $count) use ($rounds): float {
    $work();
    $times = [];
    for ($round = 0; $round < $rounds; $round++) {
        $begin = hrtime(true);
        for ($i = 0; $i < $count; $i++) {
            $work();
        }
        $times[] = (hrtime(true) - $begin) / 1e3 / $count;
    }

    return min($times);
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

$sign = $best(static fn () => openssl_sign($message, $signature, $key, OPENSSL_ALGO_SHA256), 300);
$verify = $best(static fn () => openssl_verify($message, $signature, $public, OPENSSL_ALGO_SHA256), 2000);
$prepared = $best(static fn () => $pay->prepare()->placeOrder($order(), 'token'), 300);
$handled = $best(static fn () => $pay->handleNotification($notification->headers, $notification->body)->event(), 1000);
$answered = $best(static function () use ($notifications, $notification): void {
    $notifications->answer($notification->headers, $notification->body)->status === 200 || throw new RuntimeException('not acknowledged');
}, 1000);
$made = $best(static fn () => Client::fromEnvironment($settings)->close(), 20);

printf("openssl_sign                     %8.1f us\n", $sign);
printf("an order, built and signed       %8.1f us   %.2f of openssl_sign, %d a second\n", $prepared, $prepared / $sign, 1e6 / $prepared);
printf("openssl_verify                   %8.1f us\n", $verify);
printf("a notification, verified, read   %8.1f us   %.2f of openssl_verify, %d a second\n", $handled, $handled / $verify, 1e6 / $handled);
printf("the same, compared and answered  %8.1f us   %.2f of openssl_verify, %d a second\n", $answered, $answered / $verify, 1e6 / $answered);
printf("a client, made and closed        %8.1f us\n", $made);
