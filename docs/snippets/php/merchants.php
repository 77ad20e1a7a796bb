<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use QqWxPay\Model\{OrderAmount, OrderRequest, SceneInfo, Settings};

// --8<-- [start:merchants]
use QqWxPay\{Merchants, Notifications};
use QqWxPay\Model\{EventKind, Paid};

// --8<-- [end:merchants]
final class Order
{
    private function __construct(private string $shop, public string $number, public int $total)
    {
    }

    public static function find(?string $shop, string $number): ?self
    {
        return $shop === 'mugs' ? new self($shop, $number, 1999) : null;
    }

    public function deliverOnce(): void
    {
        file_put_contents((string) getenv('DELIVERED'), "deliver {$this->shop} {$this->number}\n", FILE_APPEND | LOCK_EX);
    }
}

$given = [];
foreach (getenv() as $name => $value) {
    if (str_starts_with($name, 'QQ_WXPAY_') && !str_ends_with($name, '_LIBRARY')) {
        $given[lcfirst(str_replace(' ', '', ucwords(strtolower(strtr(substr($name, 9), '_', ' ')))))] = $value;
    }
}
$shops = ['mugs' => Settings::fromArray(['linkHosts' => explode(',', $given['linkHosts'])] + $given)];

// --8<-- [start:merchants]
$merchants = new Merchants();
foreach ($shops as $name => $settings) { // settings of your own database ｜ 来自你自己的数据库
    $merchants->add($name, $settings);
}

$notifications = new Notifications(
    $merchants,
    paid: function (Paid $paid): void {
        $order = Order::find($paid->notification()?->merchant, $paid->outTradeNo) // whose order it is ｜ 哪个商户的订单
            ?? throw new OutOfBoundsException('no such order');
        $paid->expect(outTradeNo: $order->number, total: $order->total);
        $order->deliverOnce();
    },
    ignore: [EventKind::Refund],
);
// --8<-- [end:merchants]
if (PHP_SAPI !== 'cli') {
    $notifications->serve();
} else {
    $placed = $merchants->get('mugs')?->placeOrder(new OrderRequest(outTradeNo: $argv[1], description: '蓝色马克杯', amount: new OrderAmount(total: 1999), sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7')));
    echo $placed?->h5Url, "\n";
}
