<?php

declare(strict_types=1);

namespace QqWxPay\Loop;

use QqWxPay\EventLoop;
use Swoole\Coroutine;
use Swoole\Event;

/** The coroutines of Swoole. Not tested here with Swoole itself: see the README. */
final class SwooleLoop implements EventLoop
{
    public function canSuspend(): bool
    {
        return Coroutine::getCid() > 0;
    }

    public function suspend(\Closure $register): void
    {
        $coroutine = Coroutine::getCid();
        $register(static function () use ($coroutine): void {
            Coroutine::resume($coroutine);
        });
        Coroutine::suspend();
    }

    public function canSpawn(): bool
    {
        return true;
    }

    public function spawn(\Closure $function): void
    {
        Coroutine::create($function);
    }

    public function watch($stream, \Closure $onReadable): void
    {
        Event::add($stream, static fn () => $onReadable());
    }

    public function unwatch($stream): void
    {
        Event::del($stream);
    }
}
