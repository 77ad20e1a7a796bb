<?php

declare(strict_types=1);

namespace QqWxPay\Loop;

use QqWxPay\EventLoop;
use Revolt\EventLoop as Revolt;

/** The loop of Revolt, and so of Amp 3: fibers. Not tested here with Revolt itself: see the README. */
final class RevoltLoop implements EventLoop
{
    /** @var array<int, string> */
    private array $watchers = [];

    public function canSuspend(): bool
    {
        return true;
    }

    public function suspend(\Closure $register): void
    {
        $suspension = Revolt::getSuspension();
        $register(static fn () => $suspension->resume());
        $suspension->suspend();
    }

    public function canSpawn(): bool
    {
        return true;
    }

    public function spawn(\Closure $function): void
    {
        Revolt::queue($function);
    }

    public function watch($stream, \Closure $onReadable): void
    {
        $this->watchers[(int) $stream] = Revolt::onReadable($stream, $onReadable);
    }

    public function unwatch($stream): void
    {
        if (isset($this->watchers[(int) $stream])) {
            Revolt::cancel($this->watchers[(int) $stream]);
            unset($this->watchers[(int) $stream]);
        }
    }
}
