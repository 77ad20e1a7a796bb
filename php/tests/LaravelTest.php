<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use Illuminate\Config\Repository;
use Illuminate\Foundation\Application;
use Illuminate\Http\Request;
use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Laravel\CheckCommand;
use QqWxPay\Laravel\QqWxPayServiceProvider;
use QqWxPay\Merchants;
use QqWxPay\Model\Paid;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Testing\Testing;
use QqWxPay\Tests\Support\Lines;
use QqWxPay\Tests\Support\World;
use Symfony\Component\Console\Input\ArrayInput;
use Symfony\Component\Console\Output\BufferedOutput;

/** The provider in an application of the Laravel that Debian has. */
final class LaravelTest extends TestCase
{
    use QqWxPayTests;

    private static string $folder;

    public static function setUpBeforeClass(): void
    {
        if (!is_file('/usr/share/php/Illuminate/autoload.php')) {
            getenv('CI') ? self::fail('apt-get install php-laravel-framework') : self::markTestSkipped('php-laravel-framework is not there');
        }
        require_once '/usr/share/php/Illuminate/autoload.php';
        self::$folder = sys_get_temp_dir() . '/qq-wxpay-laravel-' . bin2hex(random_bytes(4));
        mkdir(self::$folder . '/bootstrap/cache', 0777, true);
    }

    public function testNotificationsComeToTheClassOfTheApplication(): void
    {
        $app = self::application(Testing::settings());
        $taker = new class {
            /** @var list<string> */
            public array $delivered = [];

            public function paid(Paid $paid): void
            {
                $this->delivered[] = $paid->outTradeNo;
            }
        };
        $app->instance('taker', $taker);
        $app->make('router')->qqWxPayNotifications('/notify', 'taker');
        $post = static function (\QqWxPay\Testing\SignedNotification $notification) use ($app): \Symfony\Component\HttpFoundation\Response {
            $request = Request::create('https://shop.example/notify', 'POST', [], [], [], $notification->server(), $notification->body);
            $app->instance('request', $request);

            return $app->make('router')->dispatch($request);
        };
        self::assertContains($post(self::signedNotification('payment', ['out_trade_no' => 'T1']))->getStatusCode(), [200, 204]);
        self::assertSame(['T1'], $taker->delivered);
        $refused = $post(self::signedNotification('payment', [], ['spoilt' => 'forged']));
        self::assertNotContains($refused->getStatusCode(), [200, 204]);
        self::assertSame('application/json; charset=utf-8', $refused->headers->get('Content-Type'));
        self::assertNotContains($post(self::signedNotification('refund'))->getStatusCode(), [200, 204], 'nobody takes it');
        self::assertSame(['T1'], $taker->delivered);
    }

    public function testSeveralMerchantsThatTheApplicationBinds(): void
    {
        $app = self::application(Testing::settings());
        $app->singleton(Merchants::class, static function (): Merchants {
            $merchants = new Merchants(new Lines());
            $merchants->add('mugs', World::settingsOf(Testing::settings()));
            $merchants->add('cups', World::settingsOf(Testing::settings(), wechatAppid: 'wx00000000000000bb', qqAppid: '1110000002'));

            return $merchants;
        });
        $taker = new class {
            /** @var list<string|null> */
            public array $shops = [];

            public function paid(Paid $paid): void
            {
                $this->shops[] = $paid->notification()?->merchant;
            }
        };
        $app->instance('taker', $taker);
        $app->make('router')->qqWxPayNotifications('/notify', 'taker');
        foreach (['wx0123456789abcdef', 'wx00000000000000bb'] as $appid) {
            $notification = self::signedNotification('payment', ['out_trade_no' => 'T1', 'appid' => $appid]);
            $request = Request::create('https://shop.example/notify', 'POST', [], [], [], $notification->server(), $notification->body);
            $app->instance('request', $request);
            self::assertContains($app->make('router')->dispatch($request)->getStatusCode(), [200, 204]);
        }
        self::assertSame(['mugs', 'cups'], $taker->shops);
    }

    public function testTheCheckOfArtisan(): void
    {
        [$code, $said] = self::check(self::application(World::shared()->env));
        self::assertSame(0, $code, $said);
        self::assertStringContainsString('settings: holds', $said);
        self::assertStringContainsString('signature: holds', $said);
        [$code, $said] = self::check(self::application(['QQ_WXPAY_API_V3_KEY' => 'short-secret'] + World::shared()->env));
        self::assertSame(1, $code);
        self::assertStringContainsString('config: ', $said);
        self::assertStringNotContainsString('short-secret', $said);
    }

    public function testOneClientForTheApplication(): void
    {
        $app = self::application(Testing::settings());
        self::assertSame($app->make(Client::class), $app->make(Client::class));
    }

    /** @param array<string, string> $variables */
    private static function application(array $variables): Application
    {
        $app = new Application(self::$folder);
        $app->instance('config', new Repository(['qq-wxpay' => ['variables' => $variables], 'logging' => ['default' => 'null', 'channels' => ['null' => ['driver' => 'monolog', 'handler' => \Monolog\Handler\NullHandler::class]]], 'app' => ['env' => 'testing']]));
        $app->detectEnvironment(static fn (): string => 'testing');
        $app->register(QqWxPayServiceProvider::class);
        $app->boot();

        return $app;
    }

    /** @return array{int, string} */
    private static function check(Application $app): array
    {
        $command = new CheckCommand();
        $command->setLaravel($app);
        $output = new BufferedOutput();

        return [$command->run(new ArrayInput([]), $output), $output->fetch()];
    }
}
