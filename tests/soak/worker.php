<?php

declare(strict_types=1);

// One process of the soak's shop: see README.md for what it reads and says. PHP does one thing after the other.

require __DIR__ . '/../../php/tests/bootstrap.php';

use QqWxPay\Client;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Model\{OrderAmount, OrderFamily, OrderReference, OrderRequest, Paid, Placement, RefundEnded, RefundQuery, RefundRequest, RefundRequestAmount, SceneInfo};
use QqWxPay\Notifications;

function say(string|int ...$fields): void
{
    fwrite(STDOUT, implode("\t", $fields) . "\n");
}

$pay = Client::fromEnvironment();
$notifications = new Notifications(
    $pay,
    paid: function (Paid $paid): void {
        $paid->expect(outTradeNo: $paid->outTradeNo, total: 1999);
        say('took', 'paid', $paid->outTradeNo);
    },
    refund: fn (RefundEnded $refund) => say('took', 'refund', $refund->outRefundNo, $refund->status->value),
);
$orderOf = static fn (string $number): OrderReference => new OrderReference(OrderFamily::Direct, $number);

$work = [
    'place' => static function (string $number, string $notifyUrl) use ($pay): array {
        $placed = $pay->placeOrder(new OrderRequest(
            outTradeNo: $number,
            description: '蓝色马克杯',
            amount: new OrderAmount(total: 1999),
            sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'),
            notifyUrl: $notifyUrl,
        ), timeout: 10);

        return $placed instanceof Placement\Placed ? ['placed', (string) $placed->requestPayment?->url] : ['to_confirm'];
    },
    'confirm' => static fn (string $number): array => [$pay->confirmOrder($orderOf($number), timeout: 10)->state->value],
    'close' => static fn (string $number): array => [$pay->closeIfUnpaid($orderOf($number), timeout: 10)->state->value],
    'refund' => static fn (string $number, string $refundNumber, string $notifyUrl): array => [$pay->refund(new RefundRequest(
        outTradeNo: $number,
        outRefundNo: $refundNumber,
        amount: new RefundRequestAmount(refund: 500, total: 1999),
        notifyUrl: $notifyUrl,
    ), timeout: 10)->status],
    'refunded' => static fn (string $refundNumber): array => [$pay->queryRefund(new RefundQuery(outRefundNo: $refundNumber), timeout: 10)->status],
    'notify' => static function (string $body, string ...$lines) use ($notifications): array {
        $headers = [];
        foreach (array_chunk($lines, 2) as [$name, $value]) {
            $headers[$name] = $value;
        }
        $answer = $notifications->answer($headers, $body);

        return ['answered', $answer->status, $answer->body];
    },
];

while (($line = fgets(STDIN)) !== false) {
    $fields = explode("\t", rtrim($line, "\n"));
    [$ask, $name] = $fields;
    try {
        say('said', $ask, ...$work[$name](...\array_slice($fields, 2)));
    } catch (QqWxPayException $e) {
        say('failed', $ask, $e->code);
    } catch (Throwable $e) {
        say('failed', $ask, $e::class);
    }
}
