<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Exception\ApiException;
use QqWxPay\Exception\TransportException;
use QqWxPay\Loop\FiberLoop;
use QqWxPay\Model\OrderId;
use QqWxPay\Tests\Support\World;
use QqWxPay\TokenProvider;

/** Several calls at once, by fibers. */
final class LoopTest extends TestCase
{
    public function testCallsOfFibersGoOnTogether(): void
    {
        $loop = new FiberLoop();
        $pay = World::shared()->client(loop: $loop);
        World::shared()->fault('query', 'time_out', static function () use ($loop, $pay): void {
            $began = microtime(true);
            $call = static function () use ($pay): string {
                try {
                    return $pay->queryOrder(OrderId::outTradeNo('PHP-none'), timeout: 0.5)->tradeState;
                } catch (TransportException $late) {
                    return $late->code;
                }
            };
            self::assertSame(array_fill(0, 20, 'TIMED_OUT'), $loop->all(array_fill(0, 20, $call)));
            self::assertLessThan(3, microtime(true) - $began, 'one after the other takes 10 seconds');
        }, 100);
    }

    public function testResultsAndExceptionsFindTheirFibers(): void
    {
        $loop = new FiberLoop();
        $pay = World::shared()->client(['QQ_WXPAY_CHANNEL' => 'direct'], loop: $loop);
        $numbers = array_map(static fn (): string => World::number(), range(1, 30));
        $loop->all(array_map(static fn (string $number): \Closure => static fn (): mixed => $pay->placeOrder(World::order($number)), $numbers));
        $orders = $loop->all(array_combine($numbers, array_map(static fn (string $number): \Closure => static fn (): string => $pay->queryOrder(OrderId::outTradeNo($number))->outTradeNo, $numbers)));
        self::assertSame(array_combine($numbers, $numbers), $orders);
        $this->expectException(ApiException::class);
        $loop->all([static fn (): int => 7, static fn (): mixed => $pay->queryOrder(OrderId::outTradeNo('PHP-none'))]);
    }

    public function testOutsideOfAFiberACallWaits(): void
    {
        $pay = World::shared()->client(loop: new FiberLoop());
        $this->expectException(ApiException::class);
        $pay->queryOrder(OrderId::outTradeNo('PHP-none'));
    }

    public function testAFunctionOfTheShopMayBeSuspended(): void
    {
        $loop = new FiberLoop();
        $other = World::shared()->client(['QQ_WXPAY_TOKEN_STORE' => 'memory'], loop: $loop);
        $provider = new class($other) implements TokenProvider {
            public int $asked = 0;

            public function __construct(private readonly \QqWxPay\Client $other)
            {
            }

            public function accessToken(#[\SensitiveParameter] ?string $refused): string
            {
                $this->asked++;

                return $this->other->accessToken()->accessToken; // over the network, with another client
            }
        };
        $pay = World::shared()->client(tokenProvider: $provider, loop: $loop);
        $placed = $loop->all(array_fill(0, 5, static fn (): string => $pay->placeOrder(World::order())->toArray()['outcome']));
        self::assertSame(array_fill(0, 5, 'placed'), $placed);
        self::assertGreaterThan(0, $provider->asked);
    }

    public function testAnIdleLoopWatchesNothing(): void
    {
        $loop = new FiberLoop();
        $pay = World::shared()->client(['QQ_WXPAY_CHANNEL' => 'direct'], loop: $loop);
        $loop->all([static fn (): mixed => $pay->placeOrder(World::order())]);
        self::assertSame([], (new \ReflectionProperty($loop, 'streams'))->getValue($loop));
    }
}
