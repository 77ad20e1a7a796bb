<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Exception\NotConnectedException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Exception\TransportException;
use QqWxPay\HttpReply;
use QqWxPay\Model\ClientEvent;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Placement;
use QqWxPay\Observer;
use QqWxPay\PreparedRequest;
use QqWxPay\Signer;
use QqWxPay\StoredToken;
use QqWxPay\Tests\Support\Lines;
use QqWxPay\Tests\Support\World;
use QqWxPay\TokenProvider;
use QqWxPay\TokenStore;
use QqWxPay\Transport;

/** A client with parts of the shop's own: they are called on the thread that waits for the call. */
final class HostTest extends TestCase
{
    private static World $world;

    public static function setUpBeforeClass(): void
    {
        self::$world = new World();
    }

    public function testATokenProvider(): void
    {
        $token = self::$world->client(['QQ_WXPAY_TOKEN_STORE' => 'memory'])->accessToken()->accessToken;
        $provider = new class($token) implements TokenProvider {
            /** @var list<string|null> */
            public array $asked = [];

            public function __construct(private readonly string $token)
            {
            }

            public function accessToken(#[\SensitiveParameter] ?string $refused): string
            {
                $this->asked[] = $refused;

                return $this->token;
            }
        };
        $pay = self::$world->client(tokenProvider: $provider);
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order()));
        self::assertSame([null], $provider->asked);
    }

    public function testATokenStore(): void
    {
        $store = new class implements TokenStore {
            public ?StoredToken $token = null;

            /** @var list<string> */
            public array $asked = [];
            private ?string $owner = null;

            public function load(string $qqAppid): ?StoredToken
            {
                $this->asked[] = 'load';

                return $this->token;
            }

            public function acquireLease(string $qqAppid, string $owner, int $milliseconds): bool
            {
                $this->asked[] = "lease {$milliseconds}";
                $this->owner ??= $owner;

                return $this->owner === $owner;
            }

            public function save(string $qqAppid, string $owner, StoredToken $token): bool
            {
                $this->asked[] = 'save';
                [$this->token, $isMine, $this->owner] = [$token, $this->owner === $owner, null];

                return $isMine;
            }

            public function releaseLease(string $qqAppid, string $owner): void
            {
                $this->asked[] = 'release';
                $this->owner = null;
            }
        };
        self::assertInstanceOf(Placement\Placed::class, self::$world->client(tokenStore: $store)->placeOrder(World::order()));
        self::assertContains('save', $store->asked);
        self::assertNotNull($store->token);
        self::assertGreaterThan(time(), $store->token->expiresAt);
        self::assertStringNotContainsString($store->token->accessToken, print_r($store, true));
        $store->asked = [];
        self::assertInstanceOf(Placement\Placed::class, self::$world->client(tokenStore: $store)->placeOrder(World::order()));
        self::assertSame(['load'], $store->asked, 'another client takes the token that is there');
    }

    public function testASigner(): void
    {
        $key = openssl_pkey_get_private(str_replace('\n', "\n", self::$world->env['QQ_WXPAY_MERCHANT_PRIVATE_KEY']));
        self::assertNotFalse($key);
        $signer = new class($key) implements Signer {
            public int $asked = 0;

            public function __construct(private readonly \OpenSSLAsymmetricKey $key)
            {
            }

            public function sign(string $message): string
            {
                $this->asked++;
                openssl_sign($message, $signature, $this->key, \OPENSSL_ALGO_SHA256);

                return $signature;
            }
        };
        $env = array_diff_key(self::$world->env, ['QQ_WXPAY_MERCHANT_PRIVATE_KEY' => 0, 'QQ_WXPAY_MERCHANT_PRIVATE_KEY_FILE' => 0]);
        $pay = Client::fromEnvironment($env, signer: $signer, logger: new Lines());
        $number = World::number();
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order($number)));
        self::assertSame('NOTPAY', $pay->queryOrder(OrderId::outTradeNo($number))->tradeState);
        self::assertGreaterThanOrEqual(2, $signer->asked);
        self::assertNotSame('', $pay->prepare()->queryOrder(OrderId::outTradeNo($number))->request->url);
    }

    public function testATransport(): void
    {
        $transport = new class implements Transport {
            /** @var list<string> */
            public array $sent = [];
            public ?\Throwable $throws = null;

            public function send(PreparedRequest $request, float $seconds): HttpReply
            {
                $this->sent[] = $request->method;
                if ($this->throws !== null) {
                    throw $this->throws;
                }
                $headers = array_map(static fn (string $name, string $value): string => "{$name}: {$value}", array_keys($request->headers), $request->headers);
                $body = (string) file_get_contents($request->url, false, stream_context_create(['http' => ['method' => $request->method, 'header' => $headers, 'content' => $request->body, 'ignore_errors' => true, 'timeout' => $seconds, 'protocol_version' => 1.1]]));
                $got = [];
                foreach (\array_slice($http_response_header, 1) as $line) {
                    [$name, $value] = explode(':', $line, 2);
                    $got[$name] = trim($value);
                }

                return new HttpReply((int) explode(' ', $http_response_header[0])[1], $got, $body);
            }
        };
        $pay = self::$world->client(transport: $transport);
        $number = World::number();
        self::assertInstanceOf(Placement\Placed::class, $pay->placeOrder(World::order($number)));
        self::assertContains('POST', $transport->sent);

        $transport->throws = new NotConnectedException('no');
        self::assertSame('NOT_CONNECTED', self::error(static fn () => $pay->queryOrder(OrderId::outTradeNo($number)))->code);
        $transport->throws = new \DomainException('the proxy of the shop is down');
        $error = self::error(static fn () => $pay->queryOrder(OrderId::outTradeNo($number)));
        self::assertInstanceOf(TransportException::class, $error);
        self::assertSame($transport->throws, $error->getPrevious());
        $placement = $pay->placeOrder(World::order());
        self::assertInstanceOf(Placement\ToConfirm::class, $placement, 'it may have arrived');
    }

    public function testWhatAFunctionThrowsIsThePreviousOne(): void
    {
        $provider = new class implements TokenProvider {
            public ?Client $pay = null;
            public mixed $given = null;

            public function accessToken(#[\SensitiveParameter] ?string $refused): string
            {
                $this->given = $this->pay?->queryOrder(OrderId::outTradeNo('T1'));
                throw new \DomainException('the vault is closed');
            }
        };
        $pay = self::$world->client(tokenProvider: $provider);
        $error = self::error(static fn () => $pay->placeOrder(World::order()));
        self::assertSame('the vault is closed', $error->getPrevious()?->getMessage());
        self::assertStringNotContainsString('vault', $error->getMessage());
        $provider->pay = $pay;
        $within = self::error(static fn () => $pay->placeOrder(World::order()))->getPrevious();
        self::assertInstanceOf(QqWxPayException::class, $within);
        self::assertSame('CLIENT_REENTERED', $within->code);
        $provider->pay = null;
        self::assertSame('ORDER_NOT_EXIST', self::error(static fn () => $pay->queryOrder(OrderId::outTradeNo('PHP-none')))->code, 'it goes on afterwards');
    }

    public function testAnObserver(): void
    {
        $observer = new class implements Observer {
            /** @var list<ClientEvent> */
            public array $events = [];

            public function observe(ClientEvent $event): void
            {
                $this->events[] = $event;
                throw new \DomainException('the metrics are full');
            }
        };
        $lines = new Lines();
        $pay = Client::fromEnvironment(self::$world->env, observer: $observer, logger: $lines);
        self::error(static fn () => $pay->queryOrder(OrderId::outTradeNo('PHP-none')));
        $pay->merchant();
        $kinds = array_map(static fn (ClientEvent $event): string => $event->toArray()['type'], $observer->events);
        foreach (['attempt', 'call', 'certificate'] as $kind) {
            self::assertContains($kind, $kinds);
        }
        self::assertStringContainsString('the metrics are full', implode("\n", $lines->lines));
    }

    public function testFaultsAreLoggedByDefault(): void
    {
        $log = tempnam(sys_get_temp_dir(), 'log');
        $before = [ini_set('error_log', $log), ini_set('log_errors', '1')];
        try {
            $pay = Client::fromEnvironment(self::$world->env);
            $pay->merchant();
        } finally {
            ini_set('error_log', (string) $before[0]);
        }
        self::assertStringContainsString('qq_wxpay: ', (string) file_get_contents($log));
        unlink($log);
    }

    public function testTwoTokenSourcesAreOneTooMany(): void
    {
        $provider = $this->createStub(TokenProvider::class);
        $store = $this->createStub(TokenStore::class);
        self::assertSame('TOKEN_SOURCE_GIVEN_TWICE', self::error(static fn () => self::$world->client(tokenProvider: $provider, tokenStore: $store))->code);
    }

    private static function error(\Closure $wrong): QqWxPayException
    {
        try {
            $wrong();
        } catch (QqWxPayException $error) {
            return $error;
        }
        self::fail('nothing was thrown');
    }
}
