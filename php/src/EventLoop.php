<?php

declare(strict_types=1);

namespace QqWxPay;

/**
 * The event loop of a program that does many things in one thread: while one fiber or coroutine waits for a call, the others go on.
 * Without one a call waits, and PHP does nothing else. See {@see Loop\FiberLoop}, `Loop\ReactLoop`, `Loop\RevoltLoop`, `Loop\SwooleLoop`.
 */
interface EventLoop
{
    /** Whether the code that runs now can be suspended; else the call waits as without a loop. */
    public function canSuspend(): bool;

    /**
     * Suspends the running fiber or coroutine until the closure is called that it hands to `$register`.
     *
     * @param \Closure(\Closure(): void): void $register
     */
    public function suspend(\Closure $register): void;

    /** Whether {@see spawn} can run something now. */
    public function canSpawn(): bool;

    /**
     * Runs a function in a fiber or coroutine of its own, so that it can be suspended: your token store, transport or signer.
     *
     * @param \Closure(): void $function
     */
    public function spawn(\Closure $function): void;

    /**
     * Calls a function each time the stream is readable.
     *
     * @param resource $stream
     * @param \Closure(): void $onReadable
     */
    public function watch($stream, \Closure $onReadable): void;

    /** @param resource $stream */
    public function unwatch($stream): void;
}
