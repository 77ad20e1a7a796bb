<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Tests\Support\Fpm;
use QqWxPay\Tests\Support\World;

/** Workers of PHP-FPM: they share a token, are killed and recycled, and leave in the middle of a call. In a short form, or with 64 of them. */
final class FpmTest extends TestCase
{
    public function testWorkersShareOneTokenAndSurviveWhatHappensToThem(): void
    {
        [$workers, $requests] = self::isLong() ? [64, 12_000] : [8, 400];
        $world = new World();
        $store = sys_get_temp_dir() . '/qq-wxpay-token-' . bin2hex(random_bytes(4));
        mkdir($store, 0700);
        $fpm = new Fpm(['QQ_WXPAY_TOKEN_STORE' => "file:{$store}"] + $world->env, $workers, 60);
        $killed = 0;
        $answers = $fpm->web->all(array_fill(0, $requests, ['/order', 'GET', '', []]), $workers, static function (int $answered) use ($fpm, $requests, &$killed): void {
            if ($answered % intdiv($requests, 5) === 0 && ($worker = $fpm->workers()[0] ?? 0) !== 0) {
                posix_kill($worker, \SIGKILL);
                $killed++;
            }
        });
        $lost = \count(array_filter($answers, static fn (array $answer): bool => $answer[0] === 0));
        $wrong = array_values(array_filter($answers, static fn (array $answer): bool => $answer[0] !== 0 && $answer !== [200, 'ok']));
        self::assertSame([], \array_slice($wrong, 0, 3), $fpm->log());
        self::assertLessThanOrEqual($killed, $lost, 'only those of killed workers: ' . $fpm->log());
        self::assertSame(1, self::tokens($world), 'all share one token');
        self::assertStringNotContainsString('SIGSEGV', $fpm->log());
        self::assertStringNotContainsString('SIGABRT', $fpm->log());
        unset($fpm);
        array_map(unlink(...), glob("{$store}/*") ?: []);
        rmdir($store);
    }

    public function testAWorkerDoesNotGrow(): void
    {
        $requests = self::isLong() ? 4_000 : 300;
        $world = new World();
        $fpm = new Fpm(['QQ_WXPAY_CHANNEL' => 'direct'] + $world->env, 1, 0);
        $serve = static fn (int $count): array => $fpm->web->all(array_fill(0, $count, ['/order', 'GET', '', []]), 1);
        $serve(100);
        $before = Fpm::memory($fpm->workers()[0]);
        self::assertSame([[200, 'ok']], array_values(array_unique($serve($requests), \SORT_REGULAR)), $fpm->log());
        $grown = Fpm::memory($fpm->workers()[0]) - $before;
        self::assertLessThan(2_048 + $requests / 2, $grown, "KiB over {$requests} requests");
        self::assertSame(1, substr_count($fpm->log(), 'a client was made'), 'keys and connections outlive the requests');
        $threads = \count(glob("/proc/{$fpm->workers()[0]}/task/*") ?: []);
        self::assertLessThan(20, $threads);
    }

    public function testMerchantsOfEachRequestHaveTheClientsOfBefore(): void
    {
        $requests = self::isLong() ? 4_000 : 300;
        $world = new World();
        $fpm = new Fpm(['QQ_WXPAY_CHANNEL' => 'direct'] + $world->env, 1, 0);
        $serve = static fn (int $count): array => $fpm->web->all(array_fill(0, $count, ['/merchants', 'GET', '', []]), 1);
        $serve(100);
        $before = Fpm::memory($fpm->workers()[0]);
        self::assertSame([[200, 'ok']], array_values(array_unique($serve($requests), \SORT_REGULAR)), $fpm->log());
        self::assertLessThan(2_048 + $requests / 2, Fpm::memory($fpm->workers()[0]) - $before, "KiB over {$requests} requests");
        // That of the request and that of its merchant.
        self::assertSame(2, substr_count($fpm->log(), 'a client was made'), 'keys and connections outlive the requests');
    }

    public function testARequestThatLeavesInTheMiddleOfACall(): void
    {
        $world = new World();
        $fpm = new Fpm($world->env, 1, 0);
        $world->fault('query', 'time_out', function () use ($fpm): void {
            $began = microtime(true);
            self::assertSame([200, 'left'], $fpm->web->request('/leave'), $fpm->log());
            self::assertLessThan(3, microtime(true) - $began);
            for ($count = 0; $count < 20; $count++) {
                self::assertSame([200, 'ok'], $fpm->web->request('/end'), $fpm->log());
                self::assertSame([200, 'ok'], $fpm->web->request('/order'), $fpm->log());
            }
        }, 100);
        self::assertStringNotContainsString('SIGSEGV', $fpm->log());
    }

    public function testNotifications(): void
    {
        $delivered = (string) tempnam(sys_get_temp_dir(), 'delivered');
        $world = new World();
        $fpm = new Fpm(['DELIVERED' => $delivered] + $world->env, 2, 0);
        $pay = $world->client();
        $number = World::number();
        $world->pay($pay->placeOrder(World::order($number))->h5Url);
        [$headers, $body] = $world->notification(static fn (array $headers, string $body): bool => $pay->handleNotification($headers, $body)->order?->outTradeNo === $number);
        self::assertSame(200, $fpm->web->request('/notify', 'POST', $body, $headers)[0], $fpm->log());
        self::assertSame("{$number}\n", (string) file_get_contents($delivered));
        self::assertSame(405, $fpm->web->request('/notify')[0]);
        self::assertNotContains($fpm->web->request('/notify', 'POST', '{}', $headers)[0], [200, 204]);
        self::assertNotContains($fpm->web->request('/notify', 'POST', str_repeat('a', 2_000_000), $headers)[0], [200, 204]);
        unlink($delivered);
    }

    public function testWithoutPreloadingItIsSaidWhatToDo(): void
    {
        $fpm = new Fpm(World::shared()->env, 1, 0, ['opcache.preload' => '', 'opcache.preload_user' => '']);
        [$status, $said] = $fpm->web->request('/order');
        self::assertSame(503, $status);
        foreach (['ffi.enable', 'opcache.preload=', 'php/preload.php', 'restart PHP'] as $wanted) {
            self::assertStringContainsString($wanted, $said);
        }
        $open = new Fpm(['QQ_WXPAY_CHANNEL' => 'direct'] + World::shared()->env, 1, 0, ['opcache.preload' => '', 'opcache.preload_user' => '', 'ffi.enable' => 'true']);
        self::assertSame([200, 'ok'], $open->web->request('/order'), $open->log());
    }

    private static function isLong(): bool
    {
        return (bool) getenv('LONG_TESTS');
    }

    private static function tokens(World $world): int
    {
        return $world->control('GET', '/sandbox/statistics')['token_requests'];
    }
}
