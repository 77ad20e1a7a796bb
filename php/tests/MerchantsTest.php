<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Exception\ConfigException;
use QqWxPay\Exception\MismatchException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\HandledNotification;
use QqWxPay\Loop\FiberLoop;
use QqWxPay\Merchants;
use QqWxPay\Model\Outcome;
use QqWxPay\Model\Paid;
use QqWxPay\Model\Placement;
use QqWxPay\Model\RefundEnded;
use QqWxPay\Model\RefundRequest;
use QqWxPay\Model\RefundRequestAmount;
use QqWxPay\Notifications;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Testing\Testing;
use QqWxPay\Tests\Support\Lines;
use QqWxPay\Tests\Support\World;

/** Several merchants with one notification address: three, of which two are mini programs of one merchant. */
final class MerchantsTest extends TestCase
{
    use QqWxPayTests;

    private const SHOPS = ['mugs' => '1900000011', 'cups' => '1900000011', '0012' => '1900000012'];

    /** @var array<array-key, World> */
    private static array $worlds = [];

    private static string $folder;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/qq-wxpay-mall-' . bin2hex(random_bytes(4));
        mkdir(self::$folder, 0700);
        $number = 10;
        foreach (self::SHOPS as $name => $mchid) {
            $number++;
            self::$worlds[$name] = new World(null, '--mchid', $mchid, '--wechat-appid', "wx00000000000000{$number}", '--qq-appid', "11100000{$number}", '--keep', self::$folder . "/{$mchid}.json");
        }
    }

    public static function tearDownAfterClass(): void
    {
        self::$worlds = [];
        array_map(unlink(...), glob(self::$folder . '/*') ?: []);
        rmdir(self::$folder);
    }

    public function testEachNotificationIsItsMerchants(): void
    {
        $merchants = self::all();
        self::assertSame(array_map(strval(...), array_keys(self::SHOPS)), $merchants->names());
        $taken = [];
        $take = static function (Paid|RefundEnded $event) use (&$taken): void {
            $taken[] = [$event->notification()?->merchant, $event->notification()?->otherMerchants];
        };
        $notifications = new Notifications($merchants, paid: $take, refund: $take);
        foreach (array_map(strval(...), array_keys(self::SHOPS)) as $name) {
            [$number, $headers, $body] = self::paid($merchants, $name);
            self::assertContains($notifications->answer($headers, $body)->status, [200, 204]);
            $owner = $merchants->owner($headers, $body);
            self::assertSame([$name, $merchants->get($name), []], [$owner->name, $owner->pay, $owner->others]);
            foreach ([$merchants->handleNotification($headers, $body), $merchants->confirmNotification(new \ArrayIterator($headers), $body)] as $handled) {
                self::assertSame($name, $handled->merchant);
                self::assertInstanceOf(Outcome\Payment::class, $handled->outcome);
            }
            $merchants->get($name)?->refund(new RefundRequest(outTradeNo: $number, outRefundNo: "R{$number}", amount: new RefundRequestAmount(refund: 1, total: 1999)));
            self::$worlds[$name]->control('POST', '/sandbox/clock', ['advance_seconds' => 10]);
            [$headers, $body] = self::received($merchants, $name, static fn (HandledNotification $handled): bool => $handled->refund?->outRefundNo === "R{$number}");
            self::assertContains($notifications->answer($headers, $body)->status, [200, 204]);
        }
        // A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
        self::assertSame([['mugs', []], ['mugs', ['cups']], ['cups', []], ['mugs', ['cups']], ['0012', []], ['0012', []]], $taken);
    }

    public function testTheyComeAndGo(): void
    {
        $merchants = self::all();
        [, $headers, $body] = self::paid($merchants, 'cups');
        $before = $merchants->get('cups');
        self::assertNotNull($before);
        $replaced = $merchants->replace('cups', self::$worlds['cups']->settings(), logger: new Lines());
        self::assertSame($replaced, $merchants->get('cups'));
        self::assertSame('CLIENT_CLOSED', self::refused(static fn () => $before->merchant())->code);
        self::assertInstanceOf(Placement\Placed::class, $replaced->placeOrder(World::order()));
        self::assertTrue($merchants->remove('cups'));
        self::assertFalse($merchants->remove('cups'));
        self::assertNull($merchants->get('cups'));
        // The key is that of its merchant number, whose other mini program it is not for.
        $handled = $merchants->receiveNotification($headers, $body);
        self::assertSame('mugs', $handled->merchant);
        self::assertInstanceOf(Outcome\Refused::class, $handled->outcome);
        self::assertSame('MERCHANT_DIFFERS', $handled->outcome->error->code);
        $merchants->close();
        self::assertSame([], $merchants->names());
        self::assertNull($merchants->receiveNotification($headers, $body)->merchant);
    }

    public function testWhatIsForNoneOfThemIsRefusedAndTold(): void
    {
        [, $headers, $body] = self::paid(self::all(), '0012');
        $lines = new Lines();
        $few = new Merchants($lines);
        $few->add('mugs', self::$worlds['mugs']->settings());
        $told = [];
        $notifications = new Notifications($few, paid: static fn () => self::fail('it was called'), onError: static function (\Throwable $error) use (&$told): void {
            $told[] = $error;
        });
        self::assertGreaterThanOrEqual(400, $notifications->answer($headers, $body)->status);
        self::assertCount(1, $told);
        self::assertInstanceOf(MismatchException::class, $told[0]);
        self::assertSame('MERCHANT_NOT_REGISTERED', $told[0]->code);
        self::assertStringContainsString('MERCHANT_NOT_REGISTERED', implode("\n", $lines->lines));
        $handled = $few->receiveNotification($headers, $body);
        self::assertSame([null, null, null], [$handled->merchant, $handled->event(), $handled->raw()]);
        self::assertSame('MERCHANT_NOT_REGISTERED', self::refused(static fn () => $few->owner($headers, $body))->code);
    }

    public function testWhatCannotBe(): void
    {
        $merchants = new Merchants(new Lines());
        $settings = static fn (string $name): \QqWxPay\Model\Settings => self::$worlds[$name]->settings();
        $mugs = $merchants->add('mugs', $settings('mugs'));
        $closed = Testing::client();
        $closed->close();
        $wrong = [
            ['MERCHANT_GIVEN_TWICE', 'name', static fn () => $merchants->add('mugs', $settings('cups'))],
            ['MERCHANT_GIVEN_TWICE', 'mchid', static fn () => $merchants->add('cups', $settings('mugs'))],
            ['FIELD_MISSING', 'name', static fn () => $merchants->add('', $settings('cups'))],
            ['MERCHANT_UNKNOWN', 'name', static fn () => $merchants->replace('cups', $settings('cups'))],
            ['CLIENT_CLOSED', null, static fn () => $merchants->add('cups', $closed)],
            ['WRONG_TYPE', 'merchant', static fn () => $merchants->add('cups', Testing::client(), logger: new Lines())],
            ['SETTINGS_MISSING', null, static fn () => $merchants->replace('mugs', new \QqWxPay\Model\Settings())],
        ];
        foreach ($wrong as [$code, $field, $act]) {
            $error = self::refused($act);
            self::assertSame($code, $error->code);
            $field === null || self::assertSame($field, $error->field);
        }
        self::assertInstanceOf(ConfigException::class, self::refused($wrong[0][2]));
        self::assertSame([$mugs, ['mugs']], [$merchants->get('mugs'), $merchants->names()]);
        self::assertInstanceOf(Placement\Placed::class, $mugs->placeOrder(World::order()));
        self::assertStringNotContainsString('1900000011', print_r($merchants, true));
        $this->expectException(\LogicException::class);
        serialize($merchants);
    }

    public function testAClientThatIsThereAndOneWithALoop(): void
    {
        $merchants = new Merchants(new Lines());
        $loop = new FiberLoop();
        $merchants->add('looped', self::$worlds['mugs']->settings(), loop: $loop);
        self::assertSame('MERCHANT_UNKNOWN', self::refused(static fn () => $merchants->replace('there', Testing::client()))->code);
        $there = Testing::client(logger: new Lines());
        self::assertSame($there, $merchants->add('there', $there));
        $notification = self::signedNotification('payment', ['out_trade_no' => 'T1']);
        self::assertSame('there', $merchants->receiveNotification($notification->headers, $notification->body)->merchant);
        $placed = $loop->all([static fn (): mixed => $merchants->get('looped')?->placeOrder(World::order())]);
        self::assertInstanceOf(Placement\Placed::class, $placed[0]);
    }

    public function testAfterAFork(): void
    {
        $merchants = self::all();
        [, $headers, $body] = self::paid($merchants, 'cups');
        $child = pcntl_fork();
        if ($child === 0) {
            $works = false;
            try {
                $works = $merchants->receiveNotification($headers, $body)->merchant === 'cups'
                    && $merchants->get('0012')?->placeOrder(World::order()) instanceof Placement\Placed && $merchants->remove('mugs');
            } finally {
                posix_kill((int) getmypid(), $works ? \SIGTERM : \SIGKILL);
            }
        }
        pcntl_waitpid($child, $status);
        self::assertSame(\SIGTERM, pcntl_wtermsig($status));
        self::assertSame('cups', $merchants->receiveNotification($headers, $body)->merchant);
        self::assertNotNull($merchants->get('mugs'));
    }

    private static function all(): Merchants
    {
        $merchants = new Merchants(new Lines());
        foreach (self::$worlds as $name => $world) {
            $merchants->add((string) $name, $world->settings());
        }

        return $merchants;
    }

    /** @return array{string, array<string, string>, string} the number of a paid order, and what came for it */
    private static function paid(Merchants $merchants, string $name): array
    {
        $number = World::number();
        $placed = $merchants->get($name)?->placeOrder(World::order($number));
        self::assertInstanceOf(Placement\Placed::class, $placed);
        self::$worlds[$name]->pay($placed->h5Url);

        return [$number, ...self::received($merchants, $name, static fn (HandledNotification $handled): bool => $handled->order?->outTradeNo === $number)];
    }

    /**
     * @param \Closure(HandledNotification): bool $isWanted
     * @return array{array<string, string>, string}
     */
    private static function received(Merchants $merchants, string $name, \Closure $isWanted): array
    {
        return self::$worlds[$name]->notification(static fn (array $headers, string $body): bool => $isWanted($merchants->handleNotification($headers, $body)));
    }

    private static function refused(\Closure $act): QqWxPayException
    {
        try {
            $act();
        } catch (QqWxPayException $error) {
            return $error;
        }
        self::fail('it was not refused');
    }
}
