<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Exception\ConfigException;
use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Fen;
use QqWxPay\Model;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Settings;
use QqWxPay\Tests\Support\World;

/** What is done wrong first, and what is said about it. Nothing of it reaches the network. */
final class MistakesTest extends TestCase
{
    private static Client $pay;

    public static function setUpBeforeClass(): void
    {
        self::$pay = World::shared()->client();
    }

    public function testFieldsThatTheLibraryRefuses(): void
    {
        $order = static fn (string $number = 'T20261123000001', string $ip = '203.0.113.7', int $total = 1999): Model\OrderRequest => new Model\OrderRequest(outTradeNo: $number, description: 'Blue mug', amount: new Model\OrderAmount($total), sceneInfo: new Model\SceneInfo($ip));
        self::assertRefused('ORDER_NUMBER_LENGTH', 'outTradeNo', static fn () => self::$pay->placeOrder($order('T1')));
        self::assertRefused(null, 'sceneInfo.payerClientIp', static fn () => self::$pay->placeOrder($order(ip: '10.0.0.1')));
        self::assertRefused(null, 'amount.total', static fn () => self::$pay->placeOrder($order(total: 0)));
        self::assertRefused('WRONG_TYPE', 'description', static fn () => self::$pay->placeOrder(new Model\OrderRequest(outTradeNo: 'T20261123000001', description: "\xff", amount: new Model\OrderAmount(1), sceneInfo: new Model\SceneInfo('203.0.113.7'))));
    }

    public function testYuanInPlaceOfFen(): void
    {
        $error = self::assertRefused('WRONG_TYPE', 'total', static fn () => new Model\OrderAmount(total: 19.99));
        self::assertStringContainsString('Fen::fromYuan', $error->getMessage());
        // A file without strict types: PHP itself would make 19 of it, and say nothing.
        self::assertRefused('WRONG_TYPE', 'total', static fn () => eval('return new \QqWxPay\Model\OrderAmount(total: "19.99");'));
        self::assertSame(1999, (eval('return new \QqWxPay\Model\OrderAmount(total: "1999");'))->total);
        self::assertSame([1999, 2000, 1900, 1990, 1], [Fen::fromYuan('19.99'), Fen::fromYuan(20), Fen::fromYuan('19'), Fen::fromYuan('19.9000'), Fen::fromYuan('0.01')]);
        foreach (['19.999', '', 'x', '-5', '1e5', '1_9', '19,99', str_repeat('9', 16)] as $wrong) {
            self::assertRefused('WRONG_TYPE', 'yuan', static fn () => Fen::fromYuan($wrong));
        }
    }

    public function testWhatPhpItselfRefusesNamesTheField(): void
    {
        $said = static function (\Closure $wrong): string {
            try {
                $wrong();

                return '';
            } catch (\Error $error) {
                return $error->getMessage();
            }
        };
        self::assertStringContainsString('$outTradeNo', $said(static fn () => new Model\OrderRequest(description: 'x', amount: new Model\OrderAmount(1), sceneInfo: new Model\SceneInfo('203.0.113.7'))));
        self::assertStringContainsString('$out_trade_no', $said(static fn () => new Model\CloseOrderRequest(out_trade_no: 'T1')));
        self::assertStringContainsString('$amount', $said(static fn () => new Model\OrderRequest(outTradeNo: 'T1', description: 'x', amount: 1999, sceneInfo: new Model\SceneInfo('203.0.113.7'))));
    }

    public function testTimeLimits(): void
    {
        foreach ([0.0, -1.0, \NAN, \INF] as $timeout) {
            self::assertRefused('TIME_LIMIT_INVALID', 'timeout', static fn () => self::$pay->queryOrder(OrderId::outTradeNo('T1'), timeout: $timeout));
        }
    }

    public function testSettings(): void
    {
        try {
            World::shared()->client(['QQ_WXPAY_API_V3_KEY' => 'short-secret']);
            self::fail('it was taken');
        } catch (ConfigException $error) {
            self::assertSame('apiV3Key', $error->field);
            self::assertStringNotContainsString('short-secret', (string) $error);
        }
        foreach ([static fn () => new Client(new Settings(mchid: '1')), static fn () => Client::fromEnvironment([])] as $wrong) {
            try {
                $wrong();
                self::fail('it was taken');
            } catch (ConfigException $error) {
                self::assertSame('SETTINGS_MISSING', $error->code);
            }
        }
        self::assertRefused('UNKNOWN_FIELD', 'mchId', static fn () => Settings::fromArray(['mch_id' => '1900000001']));
        try {
            World::shared()->client(['QQ_WXPAY_QQ_APP_SECRET' => "\xff\xff"]);
            self::fail('it was taken');
        } catch (QqWxPayException $error) {
            self::assertSame('QQ_WXPAY_QQ_APP_SECRET', $error->field);
        }
    }

    public function testAClientThatWasClosed(): void
    {
        $pay = World::shared()->client();
        $pay->close();
        $pay->close();
        foreach ([static fn () => $pay->queryOrder(OrderId::outTradeNo('T1')), static fn () => $pay->merchant(), static fn () => $pay->handleNotification([], '')] as $late) {
            try {
                $late();
                self::fail('it was answered');
            } catch (QqWxPayException $error) {
                self::assertSame('CLIENT_CLOSED', $error->code);
            }
        }
    }

    public function testHeadersOfAllKinds(): void
    {
        foreach ([[], ["HTTP_\xff" => 'x'], ['Wechatpay-Signature' => "\xff"], ['x' => ['a', 7, null]], ['argv' => [], 'argc' => 1], new \ArrayIterator(['a' => 'b'])] as $headers) {
            self::assertSame('refused', self::$pay->handleNotification($headers, '{}')->outcome->toArray()['type']);
        }
    }

    public function testAnExceptionTellsAll(): void
    {
        $error = QqWxPayException::example('ORDERPAID', operation: 'place_order');
        self::assertSame('ORDERPAID', $error->code);
        self::assertTrue(isset($error->code));
        self::assertSame(0, $error->getCode());
        self::assertSame('ORDERPAID', $error->toArray()['code']);
        self::assertSame($error->toArray(), QqWxPayException::fromArray($error->toArray())->toArray());
        self::assertNotSame('', $error->remedy?->zh);
        self::assertRefused('ERROR_CODE_UNKNOWN', 'code', static fn () => QqWxPayException::example('ORDERPAYD'));
    }

    public function testAClientIsNotCopiedNorKept(): void
    {
        self::assertStringNotContainsString('QQ_WXPAY', print_r(self::$pay, true));
        foreach ([static fn () => serialize(self::$pay), static fn () => unserialize(serialize([self::$pay]))] as $wrong) {
            try {
                $wrong();
                self::fail('it was possible');
            } catch (\LogicException) {
            }
        }
    }

    private static function assertRefused(?string $code, ?string $field, \Closure $wrong): InvalidInputException
    {
        $before = World::shared()->control('GET', '/sandbox/statistics');
        try {
            $wrong();
        } catch (InvalidInputException $error) {
            self::assertSame($field, $error->field, $error->getMessage());
            self::assertSame($code ?? $error->code, $error->code);
            self::assertSame('never', $error->retry);
            self::assertSame($before, World::shared()->control('GET', '/sandbox/statistics'));

            return $error;
        }
        self::fail("{$code} {$field}");
    }
}
