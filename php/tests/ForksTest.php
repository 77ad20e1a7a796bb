<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Loop\FiberLoop;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Placement;
use QqWxPay\Tests\Support\World;

/** After `pcntl_fork` parent and child both go on with the same client. */
final class ForksTest extends TestCase
{
    public function testParentAndChildGoOn(): void
    {
        $world = new World();
        $pay = $world->client();
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order()));
        $children = array_map(fn (): int => $this->child(static function () use ($pay): bool {
            for ($count = 0; $count < 5; $count++) {
                if (!$pay->placeOrder(World::order()) instanceof Placement\Placed) {
                    return false;
                }
            }

            return $pay->handleNotification([], '{}')->outcome->toArray()['type'] === 'refused';
        }), range(1, 6));
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order()));
        self::assertEnded($children);
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order()));
        self::assertSame(1, $world->control('GET', '/sandbox/statistics')['token_requests'], 'all share one token');
    }

    public function testAGrandchildAndALoop(): void
    {
        $loop = new FiberLoop();
        $pay = World::shared()->client(['QQ_WXPAY_CHANNEL' => 'direct'], loop: $loop);
        $place = static fn (): bool => $loop->all([static fn (): mixed => $pay->placeOrder(World::order()), static fn (): mixed => $pay->placeOrder(World::order())])[1] instanceof Placement\Placed;
        self::assertTrue($place());
        self::assertEnded([$this->child(fn (): bool => $place() && self::status($this->child($place)) === 0)]);
        self::assertTrue($place());
    }

    public function testAChildThatEndsDuringACallOfItsParent(): void
    {
        $world = new World();
        $pay = $world->client(['QQ_WXPAY_CHANNEL' => 'direct']);
        $pay->placeOrder(World::order());
        $world->fault('query', 'time_out', function () use ($pay): void {
            $child = 0;
            pcntl_async_signals(true);
            // In the middle of the parent's call.
            pcntl_signal(\SIGALRM, function () use (&$child, $pay): void {
                $child = $this->child(static fn (): bool => $pay->placeOrder(World::order()) instanceof Placement\Placed);
            });
            pcntl_alarm(1);
            try {
                $pay->queryOrder(OrderId::outTradeNo('PHP-none'), timeout: 2.5);
            } catch (\QqWxPay\Exception\TransportException $late) {
                self::assertSame('TIMED_OUT', $late->code);
            } finally {
                pcntl_signal(\SIGALRM, \SIG_DFL);
                pcntl_async_signals(false);
            }
            self::assertEnded([$child]);
        });
    }

    /** @param \Closure(): bool $work */
    private function child(\Closure $work): int
    {
        $child = pcntl_fork();
        if ($child !== 0) {
            return $child;
        }
        $ended = 1;
        try {
            $ended = $work() ? 0 : 2;
        } catch (\Throwable $thrown) {
            fwrite(\STDERR, "in a child: {$thrown}\n");
        }
        // Nothing of PHPUnit ends here a second time.
        posix_kill((int) getmypid(), $ended === 0 ? \SIGTERM : \SIGKILL);
        exit($ended);
    }

    /** @param list<int> $children */
    private static function assertEnded(array $children): void
    {
        foreach ($children as $child) {
            self::assertSame(0, self::status($child), 'a child failed');
        }
    }

    private static function status(int $child): int
    {
        $end = microtime(true) + 30;
        do {
            $found = pcntl_waitpid($child, $status, \WNOHANG);
            usleep(5_000);
        } while ($found === 0 && microtime(true) < $end);
        if ($found === 0) {
            posix_kill($child, \SIGKILL);
            pcntl_waitpid($child, $status);
        }

        return pcntl_wifsignaled($status) && pcntl_wtermsig($status) === \SIGTERM ? 0 : 1;
    }
}
