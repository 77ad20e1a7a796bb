<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\BillRows;
use QqWxPay\EventLoop;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Prepared;
use QqWxPay\PreparedBill;
use QqWxPay\Record;
use QqWxPay\Reports;

/**
 * How calls are made.
 *
 * @internal
 */
final class Calls implements Asks
{
    private readonly Native $native;
    private readonly int $client;
    private readonly int $tag;
    private readonly bool $isKept;
    private bool $isClosed = false;

    /**
     * @param array<string, mixed> $given settings or variables
     * @param int $merchants those whose connections it shares; 0: none
     */
    public function __construct(#[\SensitiveParameter] array $given, private readonly HostParts $host, private readonly ?EventLoop $loop, int $merchants = 0)
    {
        $this->native = Native::instance();
        $parts = ['names' => 'camel'] + $given + $host->parts();
        // Merchants are new in each request, and their clients are those of before.
        $digest = hash('sha256', Json::encode($parts));
        $parts = Json::encode($merchants === 0 ? $parts : $parts + ['merchants' => $merchants]);
        $isWanted = $loop === null && $host->isPlain() && Kept::isWanted();
        // What a kept client tells in a later request is for the client that has its settings then.
        $this->tag = $isWanted ? (int) hexdec(substr($digest, 0, 12)) + 1 : Queue::tag();
        $this->queue()->register($this->tag, $host); // it reports already while it is made
        $make = fn (): int => self::told($this->native->clientNew($parts, $this->queue()->handle(), $this->tag), null)->handle;
        $this->client = $isWanted ? Kept::object("php client {$digest}", $make) : $make();
        // One that found no room ends as others do.
        $this->isKept = $isWanted && Kept::keeps("php client {$digest}", $this->client);
        $this->queue()->drain();
    }

    public function __destruct()
    {
        if (isset($this->client)) {
            $this->close();
        }
        if (isset($this->tag) && !($this->isKept ?? false)) {
            $this->queue()->forget($this->tag);
        }
    }

    public function __clone()
    {
        throw new \LogicException('a client is not copied');
    }

    /**
     * A failure as the exception that it is; what your own function threw is the previous one.
     *
     * @throws QqWxPayException
     */
    public static function told(Answer $answer, ?HostParts $host): Answer
    {
        if (!$answer->isFailure()) {
            return $answer;
        }
        throw QqWxPayException::fromArray(Read::map($answer->json(), ''), $answer->question === 0 ? null : $host?->thrown($answer->question));
    }

    /**
     * @template T
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): T $reader
     * @return T
     */
    public function call(string $operation, #[\SensitiveParameter] Record|array|null $request, ?float $timeout, \Closure $reader): mixed
    {
        return $reader($this->run($this->client, $operation, Json::request($request), '', $timeout)->json());
    }

    /**
     * @template T
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): T $reader
     * @return T
     */
    public function now(string $operation, #[\SensitiveParameter] Record|array|null $request, \Closure $reader): mixed
    {
        return $reader($this->atOnce($this->client, $operation, Json::request($request))->json());
    }

    /**
     * @template R
     * @template E
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): R $row
     * @param \Closure(mixed): E $end
     * @return BillRows<R, E>
     */
    public function bill(string $operation, #[\SensitiveParameter] Record|array|null $request, ?float $timeout, \Closure $row, \Closure $end): BillRows
    {
        return new BillRows($this, $this->run($this->client, $operation, Json::request($request), '', $timeout)->handle, $row, $end);
    }

    /**
     * Nothing is asked before its first report is waited for.
     *
     * @template R
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): R $report
     * @return Reports<R>
     */
    public function reports(string $operation, #[\SensitiveParameter] Record|array|null $request, ?float $timeout, \Closure $report): Reports
    {
        return new Reports($this, $this->run($this->client, $operation, Json::request($request), '', $timeout)->handle, $report);
    }

    /**
     * @template T
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): T $reader
     * @return Prepared<T>
     */
    public function prepare(string $operation, #[\SensitiveParameter] Record|array|null $request, #[\SensitiveParameter] ?string $accessToken, \Closure $reader): Prepared
    {
        return new Prepared($this, $this->signed('prepare', $operation, $request, $accessToken), $reader);
    }

    /**
     * @template R
     * @template E
     * @param Record|array<string, mixed>|null $request
     * @param \Closure(mixed): R $row
     * @param \Closure(mixed): E $end
     * @return PreparedBill<R, E>
     */
    public function prepareBill(string $operation, #[\SensitiveParameter] Record|array|null $request, \Closure $row, \Closure $end): PreparedBill
    {
        return new PreparedBill($this, $this->signed('prepare_bill', $operation, $request, null), $row, $end);
    }

    /** @param iterable<array-key, mixed> $headers */
    public function handleNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $body): Answer
    {
        return $this->atOnce($this->client, 'handle_notification', Json::encode(['headers' => Given::headers($headers)]), $body);
    }

    /** @param iterable<array-key, mixed> $headers */
    public function awaitNotification(bool $confirm, #[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $body, ?float $timeout): Answer
    {
        return $this->run($this->client, 'await_notification', Json::encode(['headers' => Given::headers($headers), 'confirm' => $confirm]), $body, $timeout);
    }

    /** Something that takes time, waited for. */
    public function run(int $object, string $method, #[\SensitiveParameter] string $arguments, #[\SensitiveParameter] string $body = '', ?float $timeout = null): Answer
    {
        $this->refuseClosed($object);
        if ($object === $this->client && $this->host->isAnswering() && ($this->loop === null || \Fiber::getCurrent() !== null)) {
            throw QqWxPayException::facade('CLIENT_REENTERED', null, '');
        }
        $milliseconds = Given::milliseconds($timeout);
        $begin = fn (int $tag): Answer => $this->native->begin($object, $method, $arguments, $body, $milliseconds, $tag);

        return self::told($this->queue()->run($begin), $this->host);
    }

    /** Something that takes no time. */
    public function atOnce(int $object, string $method, #[\SensitiveParameter] string $arguments, #[\SensitiveParameter] string $body = ''): Answer
    {
        $this->refuseClosed($object);
        $answer = $this->native->call($object, $method, $arguments, $body);
        $this->queue()->drain();

        return self::told($answer, $this->host);
    }

    public function close(): void
    {
        if (!$this->isClosed) {
            $this->isClosed = true;
            if (!$this->isKept) {
                $this->native->release($this->client);
            }
        }
    }

    public function release(int $object): void
    {
        $this->native->release($object);
    }

    public function log(): Log
    {
        return $this->host->log;
    }

    /** The client, for {@see \QqWxPay\Merchants}. */
    public function handle(): int
    {
        $this->refuseClosed($this->client);

        return $this->client;
    }

    /** Takes what waits to be told. */
    public function drain(): void
    {
        $this->queue()->drain();
    }

    /** @param Record|array<string, mixed>|null $request */
    private function signed(string $method, string $operation, #[\SensitiveParameter] Record|array|null $request, #[\SensitiveParameter] ?string $accessToken): Answer
    {
        $given = ['operation' => $operation, 'arguments' => $request ?? new \stdClass()];
        if (\is_array($request) && $request === []) {
            $given['arguments'] = new \stdClass();
        }
        $arguments = Json::encode($accessToken === null ? $given : $given + ['access_token' => $accessToken]);
        // A signer of your own is asked meanwhile.
        $isAsked = $this->host->signer !== null;

        return $isAsked ? $this->run($this->client, $method, $arguments) : $this->atOnce($this->client, $method, $arguments);
    }

    private function refuseClosed(int $object): void
    {
        if ($this->isClosed && $object === $this->client) {
            throw QqWxPayException::facade('CLIENT_CLOSED', null, '');
        }
    }

    private function queue(): Queue
    {
        return Queue::of($this->loop);
    }
}
