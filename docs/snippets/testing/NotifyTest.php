<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;
use QqWxPay\Model\Paid;
use QqWxPay\Notifications;
use QqWxPay\Testing\QqWxPayTests;

final class NotifyTest extends TestCase
{
    use QqWxPayTests;

    public function testWhatIsPaidIsDelivered(): void
    {
        $delivered = [];
        $notifications = new Notifications(self::pay(), paid: function (Paid $paid) use (&$delivered): void {
            $delivered[] = $paid->outTradeNo;
        });
        self::assertAcknowledged($notifications, self::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999]));
        self::assertSame(['T1'], $delivered);
        self::assertNotAcknowledged($notifications, self::signedNotification('payment', [], ['spoilt' => 'forged']));
    }
}
