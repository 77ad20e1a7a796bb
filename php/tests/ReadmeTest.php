<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Tests\Support\World;

/** The programs that the README shows, as a user starts them; and the names in it. */
final class ReadmeTest extends TestCase
{
    use QqWxPayTests;

    private static string $folder;
    private static World $world;

    public static function setUpBeforeClass(): void
    {
        self::$world = new World();
        self::$folder = sys_get_temp_dir() . '/qq-wxpay-readme-' . bin2hex(random_bytes(4));
        mkdir(self::$folder . '/vendor', 0777, true);
        foreach (glob(ROOT . '/docs/snippets/php/*.php') ?: [] as $program) {
            copy($program, self::$folder . '/' . basename($program));
        }
        file_put_contents(self::$folder . '/vendor/autoload.php', '<?php require_once ' . var_export(__DIR__ . '/bootstrap.php', true) . ';');
    }

    public static function tearDownAfterClass(): void
    {
        array_map(unlink(...), [...(glob(self::$folder . '/*.*') ?: []), self::$folder . '/vendor/autoload.php']);
        rmdir(self::$folder . '/vendor');
        rmdir(self::$folder);
    }

    public function testEveryProgram(): void
    {
        $pay = self::$world->client();
        self::assertStringContainsString('"url":', self::said('start'));
        [$number, $other] = [World::number(), World::number()];
        self::assertMatchesRegularExpression('~^http\S+ https://\S+$~', trim(self::said('order', $number)));
        $placed = $pay->placeOrder(World::order($other));
        self::$world->pay($placed->h5Url);
        self::assertSame("PROCESSING\nPROCESSING\n", self::said('refund', $other, "R{$other}"));
        self::assertSame("closed: the goods are free\n", self::said('close', $number));
        $paid = World::number();
        self::$world->pay($pay->placeOrder(World::order($paid))->h5Url);
        self::assertSame("deliver {$paid}\n", self::said('cron', $paid));
        self::$world->control('PUT', '/sandbox/switches', ['bills_at_once' => true]);
        $today = (new \DateTimeImmutable('now', new \DateTimeZone('Asia/Shanghai')))->format('Y-m-d');
        self::assertMatchesRegularExpression('/^\d+ (\d+) \1\n$/', self::said('bill', $today));
    }

    public function testTheFunctionsOfTheNotification(): void
    {
        // As `serve` of the README calls them.
        $source = (string) file_get_contents(ROOT . '/docs/snippets/php/notify.php');
        $shop = <<<'PHP'
            final class Order
            {
                public static array $all = [];
                public static array $done = [];
                private function __construct(public string $number, public int $total) {}
                public static function find(string $number): ?self { return isset(self::$all[$number]) ? new self($number, self::$all[$number]) : null; }
                public function deliverOnce(): void { self::$done[$this->number] = true; }
            }
            final class Refund
            {
                public static array $done = [];
                private function __construct(public string $number) {}
                public static function find(string $number): ?self { return new self($number); }
                public function ended(string $status): void { self::$done[$this->number] = $status; }
            }
            PHP;
        $begin = strpos($source, '// --8<-- [start:notify]');
        $program = strtr(substr($source, (int) $begin), ['Client::fromEnvironment()' => '$pay', '$notifications->serve();' => 'return $notifications;']);
        $notifications = (static fn (Client $pay): mixed => eval("namespace QqWxPay\\Tests\\Readme;\nuse OutOfBoundsException;\n{$program}"))(self::pay());
        eval("namespace QqWxPay\\Tests\\Readme;\n{$shop}");
        self::assertNotAcknowledged($notifications, self::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999]));
        Readme\Order::$all = ['T1' => 1999, 'T2' => 1998];
        self::assertAcknowledged($notifications, self::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999]));
        self::assertNotAcknowledged($notifications, self::signedNotification('payment', ['out_trade_no' => 'T2', 'total' => 1999]));
        self::assertAcknowledged($notifications, self::signedNotification('refund_abnormal', ['out_refund_no' => 'R1']));
        self::assertSame([['T1' => true], ['R1' => 'abnormal']], [Readme\Order::$done, Readme\Refund::$done]);
    }

    public function testTheProgramOfSeveralMerchants(): void
    {
        $port = World::freePort();
        $delivered = (string) tempnam(sys_get_temp_dir(), 'delivered');
        $shop = new World("http://127.0.0.1:{$port}/notify");
        $server = proc_open([\PHP_BINARY, '-d', 'ffi.enable=true', '-S', "127.0.0.1:{$port}", self::$folder . '/merchants.php'], [1 => ['file', '/dev/null', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes, null, ['DELIVERED' => $delivered] + $shop->env + getenv());
        self::assertIsResource($server);
        try {
            $shop->until(static fn (): bool => @fsockopen('127.0.0.1', $port) !== false);
            $number = World::number();
            $shop->pay(trim(self::php([\PHP_BINARY, self::$folder . '/merchants.php', $number], $shop)));
            $shop->until(static fn (): bool => file_get_contents($delivered) !== '');
            self::assertSame("deliver mugs {$number}\n", file_get_contents($delivered));
        } finally {
            proc_terminate($server);
            proc_close($server);
            unlink($delivered);
        }
    }

    public function testTheTestOfTheReadme(): void
    {
        $ended = self::php(['phpunit', '--no-configuration', '--do-not-cache-result', '--bootstrap', __DIR__ . '/bootstrap.php', ROOT . '/docs/snippets/testing/NotifyTest.php']);
        self::assertStringContainsString('OK (1 test', $ended);
    }

    /** Every class and every method of ours that stands in one of the READMEs is there. */
    public function testNames(): void
    {
        foreach (['README.md', 'README.zh-CN.md'] as $name) {
            $text = (string) file_get_contents(\dirname(__DIR__) . "/{$name}");
            preg_match_all('/\bQqWxPay\\\\[A-Za-z0-9\\\\]+[A-Za-z0-9]/', $text, $classes);
            foreach (array_unique($classes[0]) as $class) {
                $exists = class_exists($class) || interface_exists($class) || is_dir(\dirname(__DIR__) . '/src/Generated/' . substr($class, 8)) || is_file(\dirname(__DIR__) . '/src/' . strtr(substr($class, 8), '\\', '/') . '.php');
                self::assertTrue($exists, "{$name}: {$class}");
            }
            preg_match_all('/\$pay->(?:prepare\(\)->)?(\w+)\(/', $text, $methods);
            foreach (array_unique($methods[1]) as $method) {
                self::assertTrue(method_exists(Client::class, $method), "{$name}: {$method}");
            }
        }
    }

    private static function said(string $program, string ...$arguments): string
    {
        return self::php([\PHP_BINARY, '-d', 'display_errors=1', '-d', 'log_errors=0', self::$folder . "/{$program}.php", ...$arguments]);
    }

    /** @param list<string> $command */
    private static function php(array $command, ?World $world = null): string
    {
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes, null, ($world ?? self::$world)->env + getenv());
        self::assertIsResource($process);
        $said = (string) stream_get_contents($pipes[1]);
        proc_close($process);

        return $said;
    }
}
