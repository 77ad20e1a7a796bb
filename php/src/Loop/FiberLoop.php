<?php

declare(strict_types=1);

namespace QqWxPay\Loop;

use QqWxPay\EventLoop;

/**
 * A loop for programs that have none: several calls at once with PHP's own fibers.
 *
 *     $loop = new FiberLoop();
 *     $pay = Client::fromEnvironment(loop: $loop);
 *     [$one, $two] = $loop->all([fn () => $pay->queryOrder(...), fn () => $pay->queryOrder(...)]);
 */
final class FiberLoop implements EventLoop
{
    /** @var array<int, resource> */
    private array $streams = [];

    /** @var array<int, \Closure(): void> */
    private array $readers = [];

    public function canSuspend(): bool
    {
        return \Fiber::getCurrent() !== null;
    }

    public function suspend(\Closure $register): void
    {
        $fiber = \Fiber::getCurrent() ?? throw new \LogicException('nothing can be suspended outside of a fiber');
        $register(static function () use ($fiber): void {
            $fiber->resume();
        });
        \Fiber::suspend();
    }

    public function canSpawn(): bool
    {
        return true;
    }

    public function spawn(\Closure $function): void
    {
        (new \Fiber($function))->start();
    }

    public function watch($stream, \Closure $onReadable): void
    {
        $this->streams[(int) $stream] = $stream;
        $this->readers[(int) $stream] = $onReadable;
    }

    public function unwatch($stream): void
    {
        unset($this->streams[(int) $stream], $this->readers[(int) $stream]);
    }

    /**
     * Runs all functions, each in a fiber, until all have ended; gives what they gave, by the same keys. What one throws is thrown once all
     * have ended.
     *
     * @template K of array-key
     * @template T
     * @param array<K, \Closure(): T> $functions
     * @return array<K, T>
     */
    public function all(array $functions): array
    {
        $results = [];
        $thrown = [];
        $fibers = [];
        foreach ($functions as $key => $function) {
            // What is thrown stays in its fiber: it must not leave by the code that resumes it.
            $fibers[$key] = new \Fiber(static function () use ($key, $function, &$results, &$thrown): void {
                try {
                    $results[$key] = $function();
                } catch (\Throwable $caught) {
                    $thrown[] = $caught;
                }
            });
            $fibers[$key]->start();
        }
        while (array_filter($fibers, static fn (\Fiber $fiber): bool => !$fiber->isTerminated()) !== []) {
            $this->wait();
        }
        if ($thrown !== []) {
            throw $thrown[0];
        }

        return array_replace(array_intersect_key($functions, $results), $results);
    }

    /** Waits until something can go on. */
    private function wait(): void
    {
        $readable = $this->streams;
        [$write, $except] = [null, null];
        if ($readable === []) {
            throw new \LogicException('a fiber waits for something that this loop does not know');
        }
        // A signal ends it early.
        if (@stream_select($readable, $write, $except, 1) > 0) {
            foreach (array_keys($readable) as $key) {
                ($this->readers[$key] ?? static fn (): mixed => null)();
            }
        }
    }
}
