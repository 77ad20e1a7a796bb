<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Exception\ApiException;
use QqWxPay\Exception\MismatchException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Exception\TransportException;
use QqWxPay\Model;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\PaymentState;
use QqWxPay\Model\Placement;
use QqWxPay\Notifications;
use QqWxPay\Tests\Support\World;

/** A payment from the order to the bill, on a sandbox. */
final class PaymentTest extends TestCase
{
    private static Client $pay;

    public static function setUpBeforeClass(): void
    {
        self::$pay = World::shared()->client();
    }

    public function testAPaymentFromTheOrderToTheRefund(): void
    {
        $number = World::number();
        $placed = self::placed($number);
        self::assertStringStartsWith('http', $placed->h5Url);
        $forThePage = json_decode(json_encode($placed->requestPayment, \JSON_THROW_ON_ERROR), true, 8, \JSON_THROW_ON_ERROR);
        self::assertNotSame([], $forThePage);
        self::assertSame('NOTPAY', self::$pay->queryOrder(OrderId::outTradeNo($number))->tradeState);

        World::shared()->pay($placed->h5Url);
        [$headers, $body] = World::shared()->notification(fn (array $headers, string $body): bool => self::$pay->handleNotification($headers, $body)->order?->outTradeNo === $number);
        $delivered = [];
        $notifications = new Notifications(self::$pay, paid: function (Model\Paid $paid) use (&$delivered): void {
            $paid->expect(outTradeNo: $paid->outTradeNo, total: 1999);
            $delivered[] = $paid->outTradeNo;
        });
        self::assertSame(200, $notifications->answer($headers, $body)->status);
        self::assertSame([$number], $delivered);

        $order = self::$pay->queryOrder(OrderId::outTradeNo($number));
        self::assertSame(['SUCCESS', 1999], [$order->tradeState, $order->amount?->total]);
        $status = self::$pay->confirmOrder(self::reference($number));
        self::assertSame(PaymentState::Paid, $status->state);

        $refund = self::$pay->refund(new Model\RefundRequest(outTradeNo: $number, outRefundNo: "R{$number}", amount: new Model\RefundRequestAmount(refund: 500, total: 1999), reason: '少发一件'));
        self::assertSame('PROCESSING', $refund->status);
        self::assertSame($refund->refundId, self::$pay->queryRefund(new Model\RefundQuery(outRefundNo: "R{$number}"))->refundId);
    }

    public function testAClosedOrder(): void
    {
        $number = World::number();
        self::placed($number);
        self::$pay->closeOrder(new Model\CloseOrderRequest(outTradeNo: $number));
        self::assertSame('CLOSED', self::$pay->queryOrder(OrderId::outTradeNo($number))->tradeState);
    }

    public function testALostReplyIsAResult(): void
    {
        $number = World::number();
        $placement = World::shared()->fault('proxy', 'drop_after', static fn (): Placement => self::$pay->placeOrder(World::order($number)));
        self::assertInstanceOf(Placement\ToConfirm::class, $placement);
        self::assertSame($number, $placement->order->outTradeNo);
        self::assertInstanceOf(TransportException::class, $placement->error);
        self::assertSame('confirm_first', $placement->error->retry);
        self::assertSame(PaymentState::NotPaid, self::$pay->confirmOrder($placement->order)->state);
        self::placed($number);
    }

    public function testARefusalOfWeChatPay(): void
    {
        try {
            self::$pay->queryOrder(OrderId::outTradeNo('PHP-none'));
            self::fail('it was found');
        } catch (ApiException $error) {
            self::assertSame(['ORDER_NOT_EXIST', 'wechat_pay', 404, 'confirm_first'], [$error->code, $error->origin, $error->httpStatus, $error->retry]);
            self::assertNotNull($error->requestId);
            self::assertNotNull($error->remedy);
        }
    }

    public function testOpenOrders(): void
    {
        $number = World::number();
        World::shared()->pay(self::placed($number)->h5Url);
        $row = new Model\OpenOrder(order: self::reference($number), placedAt: new \DateTimeImmutable('-61 seconds'), total: 1999);
        $reports = iterator_to_array(self::$pay->confirmOpenOrders(new Model\OpenOrders(orders: [$row])));
        self::assertInstanceOf(Model\OpenOrderReport\Paid::class, $reports[0]);
        $reports[0]->paid->expect(outTradeNo: $number, total: 1999);
        self::assertNull($reports[0]->paid->notification());
        $this->expectException(MismatchException::class);
        $reports[0]->paid->expect(outTradeNo: $number, total: 2000);
    }

    public function testATimeLimit(): void
    {
        World::shared()->fault('query', 'time_out', function (): void {
            $began = microtime(true);
            try {
                self::$pay->queryOrder(OrderId::outTradeNo('PHP-none'), timeout: 0.3);
                self::fail('it was answered');
            } catch (TransportException $late) {
                self::assertSame('TIMED_OUT', $late->code);
                self::assertLessThan(3, microtime(true) - $began);
            }
        });
    }

    public function testASignalIsHandledWhileACallWaits(): void
    {
        pcntl_async_signals(true);
        $heard = null;
        pcntl_signal(\SIGALRM, static function () use (&$heard): void {
            $heard = microtime(true);
            throw new \DomainException('enough');
        });
        $began = microtime(true);
        pcntl_alarm(1);
        try {
            World::shared()->fault('query', 'time_out', static fn (): mixed => self::$pay->queryOrder(OrderId::outTradeNo('PHP-none')));
            self::fail('it was answered');
        } catch (\DomainException) {
            self::assertLessThan(1.6, $heard - $began);
        } finally {
            pcntl_signal(\SIGALRM, \SIG_DFL);
            pcntl_async_signals(false);
        }
        self::placed(World::number());
    }

    public function testABillRowByRow(): void
    {
        World::shared()->control('PUT', '/sandbox/switches', ['bills_at_once' => true]);
        World::shared()->pay(self::placed(World::number())->h5Url);
        $day = new \DateTimeImmutable();
        $bill = self::$pay->tradeBill(new Model\TradeBillRequest(billDate: $day));
        self::assertNull($bill->finished());
        $fen = 0;
        foreach ($bill as $row) {
            $fen += $row->orderAmount ?? 0;
        }
        self::assertGreaterThanOrEqual(1999, $fen);
        self::assertSame($fen, $bill->finished()?->summary->orderAmount);
        $this->expectException(QqWxPayException::class);
        iterator_to_array($bill);
    }

    private static function reference(string $number): Model\OrderReference
    {
        return new Model\OrderReference(Model\OrderFamily::Direct, $number);
    }

    private static function placed(string $number): Placement\Placed
    {
        $placement = self::$pay->placeOrder(World::order($number));
        self::assertInstanceOf(Placement\Placed::class, $placement);

        return $placement;
    }
}
