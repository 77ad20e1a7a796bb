<?php

declare(strict_types=1);

namespace QqWxPay\Loop;

use QqWxPay\EventLoop;
use React\EventLoop\LoopInterface;

/**
 * The loop of ReactPHP, with calls inside of `React\Async\async` or another fiber. Not tested here with ReactPHP itself: see the README.
 */
final class ReactLoop implements EventLoop
{
    public function __construct(private readonly LoopInterface $loop)
    {
    }

    public function canSuspend(): bool
    {
        return \Fiber::getCurrent() !== null;
    }

    public function suspend(\Closure $register): void
    {
        $fiber = \Fiber::getCurrent() ?? throw new \LogicException('nothing can be suspended outside of a fiber');
        $register(function () use ($fiber): void {
            $this->loop->futureTick(static fn () => $fiber->resume());
        });
        \Fiber::suspend();
    }

    public function canSpawn(): bool
    {
        return true;
    }

    public function spawn(\Closure $function): void
    {
        $this->loop->futureTick(static fn () => (new \Fiber($function))->start());
    }

    public function watch($stream, \Closure $onReadable): void
    {
        $this->loop->addReadStream($stream, static fn () => $onReadable());
    }

    public function unwatch($stream): void
    {
        $this->loop->removeReadStream($stream);
    }
}
