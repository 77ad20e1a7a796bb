<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use GuzzleHttp\Client as Guzzle;
use Nyholm\Psr7\Factory\Psr17Factory;
use Nyholm\Psr7\Response;
use Nyholm\Psr7\ServerRequest;
use PHPUnit\Framework\TestCase;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\RequestHandlerInterface;
use QqWxPay\Exception\TransportException;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Paid;
use QqWxPay\Model\Placement;
use QqWxPay\Notifications;
use QqWxPay\Psr\NotificationHandler;
use QqWxPay\Psr\NotificationMiddleware;
use QqWxPay\Psr\Psr18Transport;
use QqWxPay\Testing\QqWxPayTests;
use QqWxPay\Tests\Support\World;

require_once __DIR__ . '/Support/psr15.php';

/** PSR-7, PSR-15 and PSR-18. */
final class PsrTest extends TestCase
{
    use QqWxPayTests;

    public function testAHandlerAndAMiddleware(): void
    {
        $numbers = [];
        $notifications = new Notifications(self::pay(), paid: static function (Paid $paid) use (&$numbers): void {
            $numbers[] = $paid->outTradeNo;
        });
        $factory = new Psr17Factory();
        $handler = new NotificationHandler($notifications, $factory, $factory);
        self::assertSame(200, $handler->handle(self::request())->getStatusCode());
        self::assertSame(405, $handler->handle(new ServerRequest('GET', '/notify'))->getStatusCode());
        $refused = $handler->handle(self::request(['spoilt' => 'forged']));
        self::assertNotContains($refused->getStatusCode(), [200, 204]);
        self::assertSame('application/json; charset=utf-8', $refused->getHeaderLine('Content-Type'));

        $next = new class implements RequestHandlerInterface {
            public function handle(ServerRequestInterface $request): ResponseInterface
            {
                return new Response(299);
            }
        };
        $middleware = new NotificationMiddleware('/notify', $notifications, $factory, $factory);
        self::assertSame(200, $middleware->process(self::request(), $next)->getStatusCode());
        self::assertSame(299, $middleware->process(new ServerRequest('POST', '/else'), $next)->getStatusCode());
        self::assertCount(2, $numbers);
    }

    public function testNoMoreIsReadThanTheLimit(): void
    {
        $endless = new class implements \Psr\Http\Message\StreamInterface {
            public int $read = 0;

            public function __toString(): string { throw new \LogicException('all of it'); }
            public function close(): void {}
            public function detach() { return null; }
            public function getSize(): ?int { return null; }
            public function tell(): int { return 0; }
            public function eof(): bool { return false; }
            public function isSeekable(): bool { return false; }
            public function seek($offset, $whence = \SEEK_SET): void {}
            public function rewind(): void {}
            public function isWritable(): bool { return false; }
            public function write($string): int { return 0; }
            public function isReadable(): bool { return true; }
            public function read($length): string { $this->read += min($length, 8192); return str_repeat('a', min($length, 8192)); }
            public function getContents(): string { throw new \LogicException('all of it'); }
            public function getMetadata($key = null) { return null; }
        };
        $factory = new Psr17Factory();
        $handler = new NotificationHandler(new Notifications(self::pay(), paid: static fn () => null), $factory, $factory);
        self::assertNotContains($handler->handle((new ServerRequest('POST', '/notify'))->withBody($endless))->getStatusCode(), [200, 204]);
        self::assertSame(Notifications::mostBytes() + 1, $endless->read);
    }

    public function testRequestsByAClientOfPsr18(): void
    {
        $factory = new Psr17Factory();
        $pay = World::shared()->client([], transport: new Psr18Transport(new Guzzle(['timeout' => 5, 'allow_redirects' => false]), $factory, $factory));
        $number = World::number();
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order($number)));
        self::assertSame('NOTPAY', $pay->queryOrder(OrderId::outTradeNo($number))->tradeState);

        $nobody = World::shared()->client(['QQ_WXPAY_WECHAT_BASE_URL' => 'http://127.0.0.1:1'], transport: new Psr18Transport(new Guzzle(['timeout' => 5]), $factory, $factory));
        try {
            $nobody->queryOrder(OrderId::outTradeNo($number));
            self::fail('it was answered');
        } catch (TransportException $error) {
            self::assertSame('NOT_CONNECTED', $error->code);
        }
    }

    /** @param array<string, mixed> $changes */
    private static function request(array $changes = []): ServerRequest
    {
        $notification = self::signedNotification('payment', [], $changes);

        return new ServerRequest('POST', 'https://shop.example/notify', $notification->headers, $notification->body);
    }
}
