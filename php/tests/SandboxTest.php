<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Model\CloseOrderRequest;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Placement;
use QqWxPay\Model\RefundRequest;
use QqWxPay\Model\RefundRequestAmount;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Testing\Sandbox;
use QqWxPay\Testing\Testing;
use QqWxPay\Testing\TestingException;
use QqWxPay\Tests\Support\World;

/** The sandbox in the process of the tests. */
final class SandboxTest extends TestCase
{
    use QqWxPayTests;

    public function testAPaymentInTheProcessOfTheTests(): void
    {
        $pay = self::sandbox()->client();
        $number = World::number();
        $placed = $pay->placeOrder(World::order($number));
        self::assertInstanceOf(Placement\Placed::class, $placed);
        self::sandbox()->pay($placed->h5Url);
        self::assertSame('SUCCESS', $pay->queryOrder(OrderId::outTradeNo($number))->tradeState);
        $pay->refund(new RefundRequest(outTradeNo: $number, outRefundNo: "R{$number}", amount: new RefundRequestAmount(refund: 1, total: 1999)));
        self::sandbox()->settleRefund("R{$number}", 'success');
        self::assertSame(1, self::sandbox()->statistics()['orders_created']);
        self::assertArrayHasKey('errMsg', self::sandbox()->requestWxPayment($placed->requestPayment->url, $placed->requestPayment->referer));
    }

    public function testFaultsAndTheClock(): void
    {
        $pay = self::sandbox()->client();
        $lost = self::sandbox()->fault('proxy', 'drop_after', 9, static fn (): Placement => $pay->placeOrder(World::order()));
        self::assertInstanceOf(Placement\ToConfirm::class, $lost);
        self::sandbox()->changeSwitches(['bills_at_once' => true]);
        self::sandbox()->resetSwitches();
        self::sandbox()->advanceClock(60);
        $number = World::number();
        $pay->placeOrder(World::order($number));
        self::sandbox()->closeOrder($number);
        $this->expectException(\QqWxPay\Exception\QqWxPayException::class);
        self::sandbox()->fault('close', ['refuse' => ['code' => 'ORDERPAID', 'status' => 400]], 1, static fn () => $pay->closeOrder(new CloseOrderRequest(outTradeNo: $number)));
    }

    public function testWhatItDoesNotDo(): void
    {
        foreach (['SANDBOX_REFUSED' => static fn () => self::sandbox()->control('nothing'), 'WRONG_VALUE' => static fn () => Sandbox::start(host: 'nowhere')] as $code => $wrong) {
            try {
                $wrong();
                self::fail($code);
            } catch (TestingException $error) {
                self::assertSame($code, $error->errorCode);
                self::assertNotSame('', $error->reason->zh);
            }
        }
        $stopped = Sandbox::start();
        $stopped->stop();
        $stopped->stop();
        self::assertSame('ORDERPAID', Testing::error('ORDERPAID')->code);
        $this->expectException(TestingException::class);
        $stopped->statistics();
    }
}
