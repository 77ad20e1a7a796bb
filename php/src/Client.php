<?php

declare(strict_types=1);

namespace QqWxPay;

use Psr\Log\LoggerInterface;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Generated\Operations;
use QqWxPay\Generated\Preparations;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\HostParts;
use QqWxPay\Internal\Log;
use QqWxPay\Model\Settings;

/**
 * Takes WeChat Pay in a QQ mini program. Make one for each request, or one for the life of a process that goes on: the library keeps keys
 * and connections of a process. After a fork both processes go on with it.
 */
final class Client
{
    use Operations;

    /** What names libraries elsewhere is none of the settings. */
    private const NOT_SETTINGS = ['QQ_WXPAY_LIBRARY', 'QQ_WXPAY_TESTING_LIBRARY'];

    private readonly Calls $calls;

    /**
     * A client with these settings.
     *
     * @param TokenProvider|null $tokenProvider supplies QQ's access token
     * @param TokenStore|null $tokenStore keeps the token for many processes in a place of your own; a file and Redis are settings
     * @param Transport|null $transport sends requests another way than the library does
     * @param Signer|null $signer signs in the place of a private key
     * @param Observer|null $observer receives an event for every request and notification
     * @param LoggerInterface|null $logger receives what somebody has to look at; else PHP's error log does
     * @param EventLoop|null $loop lets other fibers or coroutines go on while a call waits
     * @throws QqWxPayException naming the setting
     * @throws Exception\LibraryException when the native library cannot be used
     */
    public function __construct(
        Settings $settings,
        ?TokenProvider $tokenProvider = null,
        ?TokenStore $tokenStore = null,
        ?Transport $transport = null,
        ?Signer $signer = null,
        ?Observer $observer = null,
        ?LoggerInterface $logger = null,
        ?EventLoop $loop = null,
    ) {
        $this->calls = self::made(['settings' => $settings], new HostParts($tokenProvider, $tokenStore, $transport, $signer, $observer, new Log($logger)), $loop);
    }

    /**
     * A client with the settings of the environment variables `QQ_WXPAY_…`.
     *
     * @param array<string, mixed>|null $variables in place of `getenv()`, `$_ENV` and `$_SERVER`
     * @throws QqWxPayException naming the variable
     * @throws Exception\LibraryException when the native library cannot be used
     */
    public static function fromEnvironment(
        #[\SensitiveParameter] ?array $variables = null,
        ?TokenProvider $tokenProvider = null,
        ?TokenStore $tokenStore = null,
        ?Transport $transport = null,
        ?Signer $signer = null,
        ?Observer $observer = null,
        ?LoggerInterface $logger = null,
        ?EventLoop $loop = null,
    ): self {
        $client = (new \ReflectionClass(self::class))->newInstanceWithoutConstructor();
        $given = ['variables' => (object) self::variables($variables ?? getenv() + $_ENV + $_SERVER)];
        $client->calls = self::made($given, new HostParts($tokenProvider, $tokenStore, $transport, $signer, $observer, new Log($logger)), $loop);

        return $client;
    }

    /** Signed requests of every operation for an HTTP client of your own. */
    public function prepare(): Preparations
    {
        return new Preparations($this->calls);
    }

    /**
     * Verifies and reads a notification, at once and without the network. Whatever arrives has an outcome and an answer.
     *
     * @param iterable<array-key, mixed> $headers texts or lists of texts by name; `$_SERVER` will do
     * @param string $rawBody the bytes as they came: `file_get_contents('php://input')`
     */
    public function handleNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody): HandledNotification
    {
        return $this->read(null, $headers, $rawBody);
    }

    /**
     * The same, but proves what can be proven: it waits up to 3 seconds for a platform certificate that is still to be fetched, and asks WeChat
     * Pay about what is too old, unsigned, or a V2 refund. All of it takes 4 seconds at the most.
     *
     * @param iterable<array-key, mixed> $headers
     */
    public function receiveNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null): HandledNotification
    {
        return $this->read(false, $headers, $rawBody, $timeout);
    }

    /**
     * The same, but what it says of a payment is what a query of the order says.
     *
     * @param iterable<array-key, mixed> $headers
     */
    public function confirmNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null): HandledNotification
    {
        return $this->read(true, $headers, $rawBody, $timeout);
    }

    /** Lets go of connections and keys; later calls are refused. */
    public function close(): void
    {
        $this->calls->close();
    }

    /** @return array<string, never> */
    public function __debugInfo(): array
    {
        return [];
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('a client is not serialized: it belongs to this process');
    }

    protected function calls(): Calls
    {
        return $this->calls;
    }

    /** @internal */
    public function log(): Log
    {
        return $this->calls->log();
    }

    /**
     * One of several merchants.
     *
     * @internal
     */
    public static function sharing(int $merchants, Settings $settings, HostParts $host, ?EventLoop $loop): self
    {
        $client = (new \ReflectionClass(self::class))->newInstanceWithoutConstructor();
        $client->calls = new Calls(['settings' => $settings], $host, $loop, $merchants);

        return $client;
    }

    /**
     * Reads a notification: `null`: at once; else with all that can be waited for, and with `true` by a query.
     *
     * @internal
     * @param iterable<array-key, mixed> $headers
     * @param list<string> $otherMerchants
     */
    public function read(?bool $confirm, #[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null, ?string $merchant = null, array $otherMerchants = []): HandledNotification
    {
        $handled = $confirm === null ? $this->calls->handleNotification($headers, $rawBody) : $this->calls->awaitNotification($confirm, $headers, $rawBody, $timeout);

        return new HandledNotification($this->calls, $handled, $merchant, $otherMerchants);
    }

    /** @internal */
    public function handle(): int
    {
        return $this->calls->handle();
    }

    /** @internal */
    public function drain(): void
    {
        $this->calls->drain();
    }

    /** @param array<string, mixed> $given */
    private static function made(#[\SensitiveParameter] array $given, HostParts $host, ?EventLoop $loop): Calls
    {
        return new Calls($given, $host, $loop);
    }

    /**
     * Of all variables this library's own.
     *
     * @param array<array-key, mixed> $all
     * @return array<string, string>
     */
    private static function variables(#[\SensitiveParameter] array $all): array
    {
        $own = [];
        foreach ($all as $name => $value) {
            $name = (string) $name;
            if (str_starts_with($name, 'QQ_WXPAY_') && !\in_array($name, self::NOT_SETTINGS, true) && \is_scalar($value)) {
                $own[$name] = (string) $value;
                if (preg_match('//u', $own[$name]) !== 1) {
                    throw QqWxPayException::facade('VARIABLE_NOT_TEXT', $name, 'text that is not UTF-8');
                }
            }
        }

        return $own;
    }
}
