<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\NotConnectedException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Model\ClientEvent;
use QqWxPay\Observer;
use QqWxPay\PreparedRequest;
use QqWxPay\Signer;
use QqWxPay\StoredToken;
use QqWxPay\TokenProvider;
use QqWxPay\TokenStore;
use QqWxPay\Transport;

/**
 * Your own parts of a client, and what they threw.
 *
 * @internal
 */
final class HostParts
{
    private const MOST_KEPT = 100;

    /** @var array<int, \Throwable> by the number of the question */
    private array $thrown = [];

    /** @var array<int, int> how many of its functions run, by fiber */
    private array $answering = [];

    public function __construct(
        public readonly ?TokenProvider $tokenProvider,
        public readonly ?TokenStore $tokenStore,
        public readonly ?Transport $transport,
        public readonly ?Signer $signer,
        public readonly ?Observer $observer,
        public readonly Log $log,
    ) {
        if ($tokenProvider !== null && $tokenStore !== null) {
            throw QqWxPayException::facade('TOKEN_SOURCE_GIVEN_TWICE', 'tokenProvider', '');
        }
    }

    /** @return array{token_source: string|null, sends: bool, signs: bool, observes: bool} */
    public function parts(): array
    {
        return [
            'token_source' => $this->tokenProvider !== null ? 'provider' : ($this->tokenStore !== null ? 'store' : null),
            'sends' => $this->transport !== null,
            'signs' => $this->signer !== null,
            'observes' => $this->observer !== null,
        ];
    }

    /** Whether nothing in it belongs to this request of a server alone. */
    public function isPlain(): bool
    {
        return ($this->tokenProvider ?? $this->tokenStore ?? $this->transport ?? $this->signer ?? $this->observer) === null;
    }

    /** Whether one of its functions is running, which the client waits for. */
    public function isAnswering(): bool
    {
        return ($this->answering[self::fiber()] ?? 0) > 0;
    }

    /** What a function threw; it is told once. */
    public function thrown(int $question): ?\Throwable
    {
        $thrown = $this->thrown[$question] ?? null;
        unset($this->thrown[$question]);

        return $thrown;
    }

    /** The answer as JSON; `null` when the function threw. */
    public function answer(Event $event): ?string
    {
        $fiber = self::fiber();
        $this->answering[$fiber] = ($this->answering[$fiber] ?? 0) + 1;
        try {
            return Json::encode($this->given($event->name, Read::list($event->result->json(), '', static fn (mixed $item): mixed => $item)));
        } catch (\Throwable $thrown) {
            // It belongs to the call that fails because of it.
            if (\count($this->thrown) >= self::MOST_KEPT) {
                array_shift($this->thrown);
            }
            $this->thrown[$event->question] = $thrown;

            return null;
        } finally {
            if (--$this->answering[$fiber] === 0) {
                unset($this->answering[$fiber]);
            }
        }
    }

    public function observe(mixed $json): void
    {
        $event = Read::map($json, '');
        if (($event['type'] ?? null) === 'fault') {
            $this->log->write(($event['level'] ?? null) === 'error' ? 'error' : 'warning', Read::text($event['message'] ?? null, 'message'));
        }
        try {
            $this->observer?->observe(ClientEvent::fromArray($event));
        } catch (\Throwable $thrown) {
            $this->log->write('error', 'an observer failed: ' . Log::traced($thrown));
        }
    }

    /** A coroutine of Swoole is no fiber, and may be any. */
    private static function fiber(): int
    {
        $fiber = \Fiber::getCurrent();

        return $fiber === null ? 0 : spl_object_id($fiber);
    }

    /** @param list<mixed> $with */
    private function given(string $name, #[\SensitiveParameter] array $with): mixed
    {
        $text = static fn (int $index): string => Read::text($with[$index] ?? null, $name);

        return match ($name) {
            'access_token', 'accessToken' => $this->tokenProvider?->accessToken(isset($with[0]) ? $text(0) : null),
            'load' => $this->tokenStore?->load($text(0)),
            'acquire_lease', 'acquireLease' => $this->tokenStore?->acquireLease($text(0), $text(1), Read::whole($with[2] ?? null, $name)),
            'release_lease', 'releaseLease' => $this->tokenStore?->releaseLease($text(0), $text(1)),
            'save' => $this->tokenStore?->save($text(0), $text(1), StoredToken::fromArray(Read::map($with[2] ?? null, $name))),
            'send' => $this->sent(PreparedRequest::fromArray(Read::map($with[0] ?? null, $name)), Read::whole($with[1] ?? null, $name)),
            'sign' => base64_encode($this->signer?->sign((string) base64_decode($text(0), true)) ?? ''),
            default => throw new \LogicException("facade and library are of different versions: {$name}"),
        };
    }

    /** @return array<string, mixed> */
    private function sent(PreparedRequest $request, int $milliseconds): array
    {
        try {
            $reply = $this->transport?->send($request, $milliseconds / 1000);
        } catch (NotConnectedException) {
            return ['failure' => 'not_connected'];
        }

        return $reply === null ? [] : ['status' => $reply->status, 'headers' => Given::headers($reply->headers), 'bodyBase64' => base64_encode($reply->body)];
    }
}
