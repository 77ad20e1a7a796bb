<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Internal\Json;
use QqWxPay\Model;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Settings;
use QqWxPay\Record;
use QqWxPay\StoredToken;

/** Every class of what comes back, with a marker in each field that nobody may see. */
final class RecordsTest extends TestCase
{
    private const MARKER = 'HIDDEN-MARKER';

    public function testEveryValueComesBackAsItWas(): void
    {
        foreach (self::samples() as $name => $record) {
            $given = $record->toArray();
            self::assertSame($given, $record::fromArray($given)->toArray(), $name);
            $json = Json::encode($record); // as the library gets it
            $again = $record::fromArray(json_decode($json, true, 64, \JSON_THROW_ON_ERROR));
            self::assertTrue($again->equals($record), $name);
            self::assertSame($json, Json::encode($again), $name);
            self::assertSame(array_keys((array) json_decode($json)), array_keys((array) json_decode(json_encode($record, \JSON_THROW_ON_ERROR))), "{$name}: names and their order");
        }
    }

    public function testWhatIsMarkedIsShownByNothing(): void
    {
        $marked = 0;
        foreach (self::samples() as $name => $record) {
            $marked += (int) str_contains(Json::encode($record), self::MARKER);
            foreach (self::shown($record) as $way => $shown) {
                self::assertStringNotContainsString(self::MARKER, $shown, "{$way} of {$name}");
            }
        }
        self::assertGreaterThan(30, $marked, 'the samples have markers');
    }

    public function testWhatTheMiniProgramGetsIsWhole(): void
    {
        $payment = new Model\RequestPayment(referer: 'https://pay.example.com', url: 'https://wx.tenpay.com/x');
        self::assertSame($payment->toArray(), json_decode(json_encode($payment, \JSON_THROW_ON_ERROR), true));
    }

    public function testWhatWasMadeForALogIsNoRecordAgain(): void
    {
        $masked = static fn (Record $record): array => json_decode(json_encode($record, \JSON_THROW_ON_ERROR), true);
        foreach ([new StoredToken('token', 1, 2, 3), new Model\Payer(openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o')] as $record) {
            self::assertStringContainsString('<hidden>', json_encode($record, \JSON_THROW_ON_ERROR));
            try {
                $record::fromArray($masked($record));
                self::fail('a mask was taken for a value');
            } catch (InvalidInputException $error) {
                self::assertSame('WRONG_TYPE', $error->code);
                self::assertContains($error->field, ['accessToken', 'openid']);
                self::assertStringContainsString('toArray()', $error->getMessage());
            }
        }
    }

    public function testWhatIsHiddenIsRead(): void
    {
        $payer = new Model\Payer(openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o');
        self::assertSame('oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', $payer->openid);
        self::assertTrue(isset($payer->openid));
        self::assertFalse(isset((new Model\Payer())->openid));
        self::assertFalse(isset($payer->nothing));
        self::assertFalse($payer == new Model\Payer(openid: 'another'), '== must not say that two payers are one');
        self::assertTrue($payer->equals(new Model\Payer(openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o')));
        self::assertFalse($payer->equals(new Model\Payer(openid: 'another')));
        foreach ([static fn (): mixed => $payer->nothing, static function () use ($payer): void { $payer->openid = 'x'; }, static fn (): string => serialize($payer)] as $wrong) {
            try {
                $wrong();
                self::fail('it was possible');
            } catch (\Error|\LogicException $refused) {
                self::assertStringNotContainsString('oUpF8u', $refused->getMessage());
            }
        }
    }

    public function testNothingChanges(): void
    {
        $amount = new Model\OrderAmount(total: 1999);
        $this->expectException(\Error::class);
        $amount->total = 1;
    }

    public function testSettingsAreShownByNothing(): void
    {
        $settings = new Settings(mchid: '1900000001', apiV3Key: self::MARKER, merchantPrivateKey: self::MARKER, qqAppSecret: self::MARKER, apiV2Key: self::MARKER, tokenStore: 'redis://user:' . self::MARKER . '@127.0.0.1/0');
        foreach (self::shown($settings) as $way => $shown) {
            self::assertStringNotContainsString(self::MARKER, $shown, $way);
        }
        self::assertStringContainsString('1900000001', print_r($settings, true));
        $token = new StoredToken(self::MARKER, 1, 2, 3);
        foreach (self::shown($token) as $way => $shown) {
            self::assertStringNotContainsString(self::MARKER, $shown, $way);
        }
    }

    public function testRequestsOutOfArrays(): void
    {
        $order = Model\OrderRequest::fromArray(['out_trade_no' => 'T20261123000001', 'description' => 'Blue mug', 'amount' => ['total' => 1999], 'sceneInfo' => ['payer_client_ip' => '203.0.113.7'], 'channel' => 'direct']);
        self::assertSame(Model\Channel::Direct, $order->channel);
        self::assertSame(['outTradeNo' => 'T20261123000001', 'description' => 'Blue mug', 'amount' => ['total' => 1999], 'sceneInfo' => ['payerClientIp' => '203.0.113.7'], 'channel' => 'direct'], array_replace(array_flip(['outTradeNo', 'description', 'amount', 'sceneInfo', 'channel']), $order->toArray()));
        self::assertSame('T1', OrderId::fromArray(['outTradeNo' => 'T1'])->toArray()['outTradeNo']);
        $wrong = [
            'UNKNOWN_FIELD' => ['outTradeNumber' => 'T1'],
            'FIELD_MISSING' => ['out_trade_no' => 'T1'],
            'WRONG_TYPE' => ['out_trade_no' => 7, 'description' => '', 'amount' => ['total' => 1], 'sceneInfo' => ['payerClientIp' => '']],
        ];
        foreach ($wrong as $code => $array) {
            try {
                Model\OrderRequest::fromArray($array);
                self::fail($code);
            } catch (InvalidInputException $error) {
                self::assertSame($code, $error->code);
            }
        }
    }

    public function testMomentsAndDays(): void
    {
        $moment = new \DateTimeImmutable('2026-06-08T02:34:56Z');
        $row = new Model\OpenOrder(order: new Model\OrderReference(Model\OrderFamily::Direct, 'T1'), placedAt: $moment, total: 1);
        self::assertSame('2026-06-08T10:34:56+08:00', $row->placedAt);
        self::assertSame('2026-06-09', (new Model\TradeBillRequest(billDate: new \DateTime('2026-06-08T16:00:00Z')))->billDate);
        self::assertSame('20260608', (new Model\TradeBillRequest(billDate: '20260608'))->billDate);
    }

    public function testATraceShowsNoSecret(): void
    {
        if (\PHP_VERSION_ID < 80200) {
            self::markTestSkipped('PHP 8.1 has no #[SensitiveParameter]');
        }
        $before = ini_set('zend.exception_ignore_args', '0');
        try {
            Settings::fromArray(['apiV3Key' => self::MARKER, 'mchId' => 'x']);
            self::fail('it was read');
        } catch (InvalidInputException $error) {
            self::assertSame('UNKNOWN_FIELD', $error->code);
            // The frame of this test itself has what it gave, by its own hand; those of the package have not.
            $frames = array_filter($error->getTrace(), static fn (array $frame): bool => str_starts_with($frame['class'] ?? '', 'QqWxPay\\') && !str_starts_with($frame['class'], 'QqWxPay\\Tests'));
            self::assertNotSame([], $frames);
            self::assertStringNotContainsString(self::MARKER, print_r($frames, true));
            self::assertStringNotContainsString(self::MARKER, (string) $error);
        } finally {
            ini_set('zend.exception_ignore_args', (string) $before);
        }
    }

    /** @return array<string, Record> */
    private static function samples(): array
    {
        $all = json_decode((string) file_get_contents(ROOT . '/tests/cases/printed/samples.json'), true, 64, \JSON_THROW_ON_ERROR);
        $records = [];
        foreach ($all as $name => $values) {
            /** @var class-string<Record> $class */
            $class = "QqWxPay\\Model\\{$name}";
            self::assertTrue(is_subclass_of($class, Record::class), $class);
            foreach ($values as $index => $value) {
                $records["{$name} {$index}"] = $class::fromArray(self::camel($value));
            }
        }

        return $records;
    }

    /**
     * What Monolog writes of it in a context, alone and inside of something.
     *
     * @return array<string, string>
     */
    private static function logged(Record $record): array
    {
        if (!is_file('/usr/share/php/Monolog/autoload.php')) {
            getenv('CI') ? self::fail('apt-get install php-monolog') : self::markTestSkipped('php-monolog is not there');
        }
        require_once '/usr/share/php/Monolog/autoload.php';
        $written = [];
        foreach ([new \Monolog\Formatter\LineFormatter(), new \Monolog\Formatter\JsonFormatter()] as $formatter) {
            $handler = new \Monolog\Handler\TestHandler();
            $handler->setFormatter($formatter);
            (new \Monolog\Logger('shop', [$handler]))->info('it', ['record' => $record, 'list' => ['inner' => [$record]]]);
            $line = $handler->getRecords()[0]['formatted'];
            self::assertStringContainsString('it', $line);
            $written[$formatter::class] = $line;
        }

        return $written;
    }

    private static function camel(mixed $value): mixed
    {
        $out = [];
        foreach (\is_array($value) ? $value : [] as $name => $item) {
            $name = \is_string($name) && $name !== 'key' ? (string) preg_replace_callback('/_([a-z])/', static fn (array $found): string => strtoupper($found[1]), $name) : $name;
            // The samples have no errors, which some records cannot do without.
            $out[$name] = $name === 'error' && $item === null ? \QqWxPay\Exception\QqWxPayException::example('ORDERPAID')->toArray() : self::camel($item);
        }

        return \is_array($value) ? $out : $value;
    }

    /** @return array<string, string> */
    private static function shown(Record $record): array
    {
        $buffered = static function (\Closure $show): string {
            ob_start();
            $show();

            return (string) ob_get_clean();
        };
        $serialized = static function () use ($record): string {
            try {
                return serialize($record);
            } catch (\LogicException $refused) {
                return $refused->getMessage();
            }
        };

        // What the mini program gets is the one that is JSON by itself.
        $json = $record instanceof Model\RequestPayment ? [] : ['json_encode' => json_encode($record, \JSON_THROW_ON_ERROR)] + self::logged($record);

        return $json + [
            'print_r' => print_r($record, true),
            'var_export' => var_export($record, true),
            'var_dump' => $buffered(static fn () => var_dump($record)),
            'serialize' => $serialized(),
            'a cast' => print_r((array) $record, true),
            'reflection' => print_r(array_map(static fn (\ReflectionProperty $property): mixed => $property->isInitialized($record) ? $property->getValue($record) : null, (new \ReflectionObject($record))->getProperties()), true),
        ];
    }
}
