<?php

declare(strict_types=1);

namespace QqWxPay;

use Psr\Log\LoggerInterface;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Answer;
use QqWxPay\Internal\Asks;
use QqWxPay\Internal\Given;
use QqWxPay\Internal\HostParts;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Log;
use QqWxPay\Internal\OfNoClient;
use QqWxPay\Internal\Read;
use QqWxPay\Model\Settings;

/**
 * The clients of several merchants, each by a name of your own; notifications of all of them may come to one address. They share
 * connections, and where they take payments for the same mini program, QQ's access token. {@see Notifications} takes it in the place of a
 * client. After a fork both processes go on with it.
 *
 * One merchant number may take payments for several mini programs, each with a client of its own here: which one a notification is for
 * is said by the WeChat AppID in it. Where nothing in it tells them apart (a refund names no AppID, and two QQ mini programs may share a
 * WeChat AppID), it goes to the one that was added first, and `otherMerchants` names the others: look for its number in the orders of each.
 */
final class Merchants
{
    private readonly Asks $library;
    private readonly int $handle;

    /** @var array<array-key, Client> by name, as they were added */
    private array $clients = [];

    /**
     * None yet.
     *
     * @param LoggerInterface|null $logger the logger of clients that are given none; else PHP's error log
     * @throws Exception\LibraryException when the native library cannot be used
     */
    public function __construct(private readonly ?LoggerInterface $logger = null)
    {
        $this->library = new OfNoClient(new Log($logger));
        $this->handle = $this->library->atOnce(0, 'merchants', Json::encode(['names' => 'camel']))->handle;
    }

    public function __destruct()
    {
        if (isset($this->handle)) {
            $this->library->release($this->handle);
        }
    }

    public function __clone()
    {
        throw new \LogicException('merchants are not copied');
    }

    /**
     * Adds a merchant: its settings, and parts of your own as {@see Client::__construct} takes them; or a client, which is closed by
     * {@see remove}, {@see replace} and {@see close}.
     *
     * @param string $name the name of the merchant in your shop
     * @throws QqWxPayException `MERCHANT_GIVEN_TWICE` when the name is taken, or another one has the same merchant number, WeChat AppID and
     *   QQ AppID; or naming the setting
     */
    public function add(
        string $name,
        Settings|Client $merchant,
        ?TokenProvider $tokenProvider = null,
        ?TokenStore $tokenStore = null,
        ?Transport $transport = null,
        ?Signer $signer = null,
        ?Observer $observer = null,
        ?LoggerInterface $logger = null,
        ?EventLoop $loop = null,
    ): Client {
        return $this->join('add', $name, $merchant, [$tokenProvider, $tokenStore, $transport, $signer, $observer, $logger, $loop]);
    }

    /**
     * Puts another client in the place of the one with this name, for instance with new keys; the client before is closed.
     *
     * @throws QqWxPayException as {@see add}; `MERCHANT_UNKNOWN`. Then nothing has changed
     */
    public function replace(
        string $name,
        Settings|Client $merchant,
        ?TokenProvider $tokenProvider = null,
        ?TokenStore $tokenStore = null,
        ?Transport $transport = null,
        ?Signer $signer = null,
        ?Observer $observer = null,
        ?LoggerInterface $logger = null,
        ?EventLoop $loop = null,
    ): Client {
        return $this->join('replace', $name, $merchant, [$tokenProvider, $tokenStore, $transport, $signer, $observer, $logger, $loop]);
    }

    /** Forgets a merchant and closes its client; whether there was one. */
    public function remove(string $name): bool
    {
        $client = $this->get($name);
        if ($client === null) {
            return false;
        }
        $this->library->atOnce($this->handle, 'remove', Json::encode(['name' => $name]));
        unset($this->clients[$name]);
        $client->close();

        return true;
    }

    /** The client of this name. */
    public function get(string $name): ?Client
    {
        return $this->clients[$name] ?? null;
    }

    /** @return list<string> the names, in the order in which they were added */
    public function names(): array
    {
        return array_map(strval(...), array_keys($this->clients));
    }

    /**
     * Whose notification it is, as far as it says so itself: nothing is believed, and no signature is verified.
     *
     * @param iterable<array-key, mixed> $headers texts or lists of texts by name; `$_SERVER` will do
     * @throws QqWxPayException `MERCHANT_NOT_REGISTERED`, or why it is no genuine one
     */
    public function owner(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody): Owner
    {
        return $this->named($this->asked('owner', $headers, $rawBody));
    }

    /**
     * {@see Client::handleNotification} of the merchant that it is for, which is its `merchant`. What is for none of them is refused,
     * answered so that it comes again, and reported at a bounded rate.
     *
     * @param iterable<array-key, mixed> $headers
     */
    public function handleNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody): HandledNotification
    {
        return $this->read(null, $headers, $rawBody);
    }

    /**
     * {@see Client::receiveNotification} of the merchant that it is for.
     *
     * @param iterable<array-key, mixed> $headers
     */
    public function receiveNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null): HandledNotification
    {
        return $this->read(false, $headers, $rawBody, $timeout);
    }

    /**
     * {@see Client::confirmNotification} of the merchant that it is for.
     *
     * @param iterable<array-key, mixed> $headers
     */
    public function confirmNotification(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null): HandledNotification
    {
        return $this->read(true, $headers, $rawBody, $timeout);
    }

    /** Closes all clients. */
    public function close(): void
    {
        foreach ($this->names() as $name) {
            $this->remove($name);
        }
    }

    /** @return array{names: list<string>} */
    public function __debugInfo(): array
    {
        return ['names' => $this->names()];
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('merchants are not serialized: they belong to this process');
    }

    /** @internal */
    public function log(): Log
    {
        return $this->library->log();
    }

    /** @param array{?TokenProvider, ?TokenStore, ?Transport, ?Signer, ?Observer, ?LoggerInterface, ?EventLoop} $parts */
    private function join(string $how, string $name, Settings|Client $merchant, array $parts): Client
    {
        $client = $merchant instanceof Client ? $this->whole($merchant, $parts) : $this->made($merchant, $parts);
        $this->library->atOnce($this->handle, $how, Json::encode(['name' => $name, 'client' => $client->handle()]));
        $before = $this->get($name);
        $this->clients[$name] = $client;
        if ($before !== $client) {
            $before?->close();
        }

        return $client;
    }

    /** @param array{?TokenProvider, ?TokenStore, ?Transport, ?Signer, ?Observer, ?LoggerInterface, ?EventLoop} $parts */
    private function made(Settings $settings, array $parts): Client
    {
        [$tokenProvider, $tokenStore, $transport, $signer, $observer, $logger, $loop] = $parts;
        $host = new HostParts($tokenProvider, $tokenStore, $transport, $signer, $observer, new Log($logger ?? $this->logger));

        return Client::sharing($this->handle, $settings, $host, $loop);
    }

    /** @param array{?TokenProvider, ?TokenStore, ?Transport, ?Signer, ?Observer, ?LoggerInterface, ?EventLoop} $parts */
    private function whole(Client $client, array $parts): Client
    {
        if (array_filter($parts) !== []) {
            throw QqWxPayException::facade('WRONG_TYPE', 'merchant', 'a client has its parts already: give settings, or a client alone');
        }

        return $client;
    }

    /** @param iterable<array-key, mixed> $headers */
    private function read(?bool $confirm, #[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody, ?float $timeout = null): HandledNotification
    {
        // They are read twice.
        $headers = \is_array($headers) ? $headers : iterator_to_array($headers);
        $found = $this->asked('addressee', $headers, $rawBody);
        if ($found->handle !== 0) {
            // The first one tells it.
            $first = array_key_first($this->clients);
            $first === null || $this->clients[$first]->drain();

            return new HandledNotification($this->library, $found);
        }
        $owner = $this->named($found);

        return $owner->pay->read($confirm, $headers, $rawBody, $timeout, $owner->name, $owner->others);
    }

    /** @param iterable<array-key, mixed> $headers */
    private function asked(string $method, #[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody): Answer
    {
        return $this->library->atOnce($this->handle, $method, Json::encode(['headers' => Given::headers($headers)]), $rawBody);
    }

    private function named(Answer $found): Owner
    {
        $owner = Read::map($found->json(), '');
        $name = Read::text($owner['name'] ?? null, 'name');
        $others = Read::list($owner['others'] ?? [], 'others', static fn (mixed $other): string => Read::text($other, 'others'));

        return new Owner($name, $this->clients[$name], $others);
    }
}
