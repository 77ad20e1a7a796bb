<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use PHPUnit\Framework\Assert;
use QqWxPay\Client;
use QqWxPay\Notifications;

/**
 * For tests with PHPUnit: `use QqWxPayTests;` in a test case. Client and sandbox are made when the first test of the process asks for one.
 */
trait QqWxPayTests
{
    private static ?Client $qqWxPayClient = null;
    private static ?Sandbox $qqWxPaySandbox = null;

    /** A client of the test kit, which reaches nobody. */
    protected static function pay(): Client
    {
        return self::$qqWxPayClient ??= Testing::client();
    }

    /** QQ and WeChat Pay in the process of the tests. */
    protected static function sandbox(): Sandbox
    {
        return self::$qqWxPaySandbox ??= Sandbox::start();
    }

    /**
     * As {@see Testing::signedNotification}.
     *
     * @param array<string, mixed> $order
     * @param array<string, mixed> $changes
     */
    protected static function signedNotification(string $kind = 'payment', array $order = [], array $changes = []): SignedNotification
    {
        return Testing::signedNotification($kind, $order, $changes);
    }

    protected static function assertAcknowledged(Notifications $notifications, SignedNotification $notification): void
    {
        $answer = $notifications->answer($notification->headers, $notification->body);
        Assert::assertContains($answer->status, [200, 204], "the notification was not acknowledged: {$answer->status} {$answer->body}");
    }

    protected static function assertNotAcknowledged(Notifications $notifications, SignedNotification $notification): void
    {
        $answer = $notifications->answer($notification->headers, $notification->body);
        Assert::assertNotContains($answer->status, [200, 204], 'the notification was acknowledged');
    }

    /** @afterClass */
    #[\PHPUnit\Framework\Attributes\AfterClass]
    public static function endQqWxPay(): void
    {
        self::$qqWxPaySandbox?->stop();
        self::$qqWxPayClient = self::$qqWxPaySandbox = null;
    }
}
