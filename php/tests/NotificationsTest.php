<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\MismatchException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Model\Acknowledgement;
use QqWxPay\Model\EventKind;
use QqWxPay\Model\Paid;
use QqWxPay\Model\RefundEnded;
use QqWxPay\Notifications;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Testing\Testing;
use QqWxPay\Testing\TestingException;
use QqWxPay\Tests\Support\Lines;

/** What is answered to a notification, by what the shop's functions do. */
final class NotificationsTest extends TestCase
{
    use QqWxPayTests;

    public function testWhatIsPaidIsDelivered(): void
    {
        $status = 200;
        foreach (['payment', 'partner_payment', 'combine_payment', 'v2_payment'] as $kind) {
            $delivered = [];
            $notifications = new Notifications(self::pay(), paid: static function (Paid $paid) use (&$delivered): void {
                $paid->expect(outTradeNo: $paid->outTradeNo, total: $paid->total);
                self::assertNotNull($paid->notification());
                $delivered[] = $paid->outTradeNo;
            });
            $notification = self::signedNotification($kind);
            self::assertSame($status, $notifications->answer($notification->headers, $notification->body)->status, $kind);
            self::assertCount(1, $delivered, $kind);
            self::assertSame($status, $notifications->answer($notification->server(), $notification->body)->status, "{$kind} by \$_SERVER");
        }
    }

    public function testTheOwnOrderIsCompared(): void
    {
        $notifications = new Notifications(self::pay(), paid: static fn (Paid $paid) => $paid->expect(outTradeNo: 'T1', total: 2000));
        self::assertNotAcknowledged($notifications, self::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999]));
        $paid = self::pay()->handleNotification(...self::parts('payment', ['out_trade_no' => 'T1', 'total' => 1999]))->event();
        self::assertInstanceOf(Paid::class, $paid);
        try {
            $paid->expect(outTradeNo: 'T1', total: 2000);
            self::fail('it was delivered');
        } catch (MismatchException $error) {
            self::assertSame('amount.total', $error->field);
        }
        $this->expectException(QqWxPayException::class);
        Paid::fromArray($paid->toArray())->expect(outTradeNo: 'T1', total: 1999);
    }

    public function testOnlyWhatSomebodyTookIsAcknowledged(): void
    {
        $answers = static fn (mixed $given): array => [$given, static fn (Paid $paid): mixed => $given];
        $taken = [null, true, 7, 3.5, [], ['a'], new \ArrayObject()];
        $refused = [false, 200, 'SUCCESS', ['code' => 'SUCCESS'], ['status' => 1], new \Exception('given'), (static function (): \Generator { yield 1; })(), new \Nyholm\Psr7\Response(200)];
        foreach (['taken' => $taken, 'refused' => $refused] as $which => $results) {
            foreach ($results as $result) {
                $notifications = new Notifications(self::quiet(), paid: $answers($result)[1]);
                $how = "{$which}: " . get_debug_type($result);
                $answer = $notifications->answer(...self::parts());
                self::assertSame($which === 'taken' ? 200 : 500, $answer->status, $how);
            }
        }
        $own = new Acknowledgement('{}', 'application/json', 418);
        self::assertSame($own, (new Notifications(self::pay(), paid: $answers($own)[1]))->answer(...self::parts()));
    }

    public function testAnEventWithoutAFunctionIsAFailure(): void
    {
        $lines = new Lines();
        $pay = Testing::client(logger: $lines);
        $told = [];
        $notifications = new Notifications($pay, paid: static fn () => null, onError: static function (\Throwable $error) use (&$told): void {
            $told[] = $error;
        });
        self::assertNotAcknowledged($notifications, self::signedNotification('refund', ['out_refund_no' => 'R77']));
        self::assertCount(1, $told);
        self::assertStringContainsString('R77', implode("\n", $lines->lines));
        self::assertAcknowledged(new Notifications($pay, paid: static fn () => null, ignore: [EventKind::Refund]), self::signedNotification('refund'));
        $ended = [];
        self::assertAcknowledged(new Notifications($pay, refund: static function (RefundEnded $refund) use (&$ended): void {
            $ended[] = $refund->status->value;
        }), self::signedNotification('refund_abnormal'));
        self::assertSame(['abnormal'], $ended);
    }

    public function testAFunctionThatThrowsIsLoggedWithoutThePayer(): void
    {
        $lines = new Lines();
        $told = [];
        $notifications = new Notifications(Testing::client(logger: $lines), paid: static function (Paid $paid): void {
            throw new \DomainException('the stock is empty');
        }, onError: static function (\Throwable $error) use (&$told): never {
            $told[] = $error;
            throw new \LogicException('and so does this');
        });
        $answer = $notifications->answer(...self::parts('payment', ['out_trade_no' => 'T77', 'openid' => 'oHIDDENopenid']));
        self::assertSame(500, $answer->status);
        self::assertInstanceOf(\DomainException::class, $told[0]);
        $log = implode("\n", $lines->lines);
        foreach (['T77', 'the stock is empty', 'NotificationsTest.php', 'and so does this'] as $wanted) {
            self::assertStringContainsString($wanted, $log);
        }
        self::assertStringNotContainsString('oHIDDENopenid', $log);
    }

    public function testForgeriesAreRefusedAndQuiet(): void
    {
        $lines = new Lines();
        $pay = Testing::client(logger: $lines);
        $called = 0;
        $notifications = new Notifications($pay, paid: static function () use (&$called): void {
            $called++;
        });
        foreach (['forged', 'wrong_key', 'unsigned', 'stale', 'probe'] as $spoilt) {
            self::assertNotAcknowledged($notifications, self::signedNotification('payment', [], ['spoilt' => $spoilt]));
        }
        foreach (['', '{}', "\0\xff", str_repeat('a', 3_000_000), '<xml></xml>', '[[[[[['] as $body) {
            self::assertNotContains($notifications->answer([], $body)->status, [200, 204]);
        }
        self::assertSame(0, $called);
        self::assertSame([], array_filter($lines->lines, static fn (string $line): bool => str_contains($line, 'forged')));
    }

    public function testARepeatedDeliveryIsToldAndHandledAgain(): void
    {
        $repeats = [];
        $notifications = new Notifications(Testing::client(), paid: static function (Paid $paid) use (&$repeats): void {
            $repeats[] = $paid->isRepeat();
        });
        $notification = self::signedNotification();
        self::assertAcknowledged($notifications, $notification);
        self::assertAcknowledged($notifications, $notification->again());
        self::assertSame([false, true], $repeats);
    }

    public function testTheMessageInFull(): void
    {
        $raw = static fn (string $kind, array $changes = []): ?string => (static function (\QqWxPay\Testing\SignedNotification $notification): ?string {
            return self::pay()->handleNotification($notification->headers, $notification->body)->raw();
        })(self::signedNotification($kind, ['out_trade_no' => 'T88'], $changes));
        self::assertSame('T88', json_decode((string) $raw('payment'), true)['out_trade_no']);
        self::assertStringContainsString('<out_trade_no>', (string) $raw('v2_payment'));
        self::assertNull($raw('payment', ['spoilt' => 'forged']));
    }

    public function testWhatCannotBe(): void
    {
        $wrong = [
            'NO_EVENT_TAKEN' => static fn () => new Notifications(self::pay()),
            'EVENT_BOTH_TAKEN_AND_IGNORED' => static fn () => new Notifications(self::pay(), paid: static fn () => null, ignore: [EventKind::Paid]),
        ];
        foreach ($wrong as $code => $make) {
            try {
                $make();
                self::fail('it was made');
            } catch (InvalidInputException $error) {
                self::assertSame($code, $error->code);
            }
        }
        $this->expectException(TestingException::class);
        $this->expectExceptionMessage('partner_payment');
        self::signedNotification('partner_paymnt');
    }

    public function testAClientThatCannotReadIsAFailureThatIsTold(): void
    {
        $lines = new Lines();
        $pay = Testing::client(logger: $lines);
        $notifications = new Notifications($pay, paid: static fn () => null);
        $pay->close();
        $answer = $notifications->answer(...self::parts());
        self::assertSame([500, 'application/json; charset=utf-8'], [$answer->status, $answer->contentType]);
        self::assertStringContainsString('CLIENT_CLOSED', implode("\n", $lines->lines));
    }

    /**
     * @param array<string, mixed> $order
     * @return array{array<string, string>, string}
     */
    private static function parts(string $kind = 'payment', array $order = []): array
    {
        $notification = self::signedNotification($kind, $order);

        return [$notification->headers, $notification->body];
    }

    private static function quiet(): \QqWxPay\Client
    {
        return Testing::client(logger: new Lines());
    }
}
