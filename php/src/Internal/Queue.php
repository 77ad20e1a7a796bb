<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\EventLoop;
use QqWxPay\Exception\QqWxPayException;

/**
 * Where the library puts what it has to say, and PHP fetches it: no thread of the library ever runs PHP. One for all clients of a process,
 * and one for each event loop.
 *
 * @internal
 */
final class Queue
{
    /** So long PHP does nothing else, milliseconds: signals are handled in between. */
    private const SLICE = 100;

    private static ?self $blocking = null;

    /** @var \WeakMap<EventLoop, self>|null */
    private static ?\WeakMap $ofLoops = null;

    private static int $lastTag = 0;

    private int $process;
    private readonly int $handle;

    /** @var array<int, true> tags of calls that somebody waits for */
    private array $wanted = [];

    /** @var array<int, Answer> */
    private array $ended = [];

    /** @var array<int, \Closure(): void> what wakes them */
    private array $sleeping = [];

    /** @var array<int, \WeakReference<HostParts>> */
    private array $hosts = [];

    /** @var \SplQueue<Event> */
    private \SplQueue $fetched;

    /** @var resource|null */
    private $stream = null;

    private bool $isWatched = false;

    private function __construct(private readonly Native $native, private readonly ?EventLoop $loop)
    {
        $make = static fn (): int => Calls::told($native->queueNew(), null)->handle;
        $this->handle = $loop === null && Kept::isWanted() ? Kept::object('php queue', $make) : $make();
        $this->begin();
    }

    public static function of(?EventLoop $loop): self
    {
        if ($loop === null) {
            return self::$blocking ??= new self(Native::instance(), null);
        }
        /** @var \WeakMap<EventLoop, self> $queues */
        $queues = self::$ofLoops ??= new \WeakMap();

        return $queues[$loop] ??= new self(Native::instance(), $loop);
    }

    public function handle(): int
    {
        $this->ofThisProcess();

        return $this->handle;
    }

    /** A tag that nothing of an earlier request of this process has. */
    public static function tag(): int
    {
        if (self::$lastTag === 0) {
            self::$lastTag = random_int(1, \PHP_INT_MAX >> 1);
        }

        return ++self::$lastTag;
    }

    /** Questions with this tag are for these functions. They are not kept alive by it. */
    public function register(int $tag, HostParts $host): void
    {
        $this->hosts[$tag] = \WeakReference::create($host);
    }

    public function forget(int $tag): void
    {
        unset($this->hosts[$tag]);
    }

    /**
     * Begins a call, and waits for what comes of it. Whoever leaves before gives it up.
     *
     * @param \Closure(int): Answer $begin
     */
    public function run(\Closure $begin): Answer
    {
        $this->ofThisProcess();
        $tag = self::tag();
        $this->wanted[$tag] = true;
        $call = 0;
        try {
            $begun = $begin($tag);
            if ($begun->isFailure()) {
                return $begun;
            }
            $call = $begun->handle;
            $this->await($tag);
            $call = 0;

            return $this->ended[$tag];
        } finally {
            unset($this->wanted[$tag], $this->ended[$tag], $this->sleeping[$tag]);
            if ($call !== 0) {
                $this->native->cancel($call);
            }
            $this->watch();
        }
    }

    /** Takes what is there, and does not wait. */
    public function drain(): void
    {
        $this->ofThisProcess();
        $this->pump(0);
    }

    private function await(int $tag): void
    {
        $process = $this->process;
        while (!isset($this->ended[$tag])) {
            if ($process !== getmypid()) {
                // Its threads are in the parent.
                throw QqWxPayException::facade('CALL_ABANDONED', null, 'the process was forked during the call');
            }
            if ($this->loop === null || !$this->loop->canSuspend()) {
                $this->pump(self::SLICE);
            } else {
                $this->loop->suspend(function (\Closure $resume) use ($tag): void {
                    $this->sleeping[$tag] = $resume;
                    $this->watch();
                });
            }
        }
    }

    /** Watched while somebody sleeps: else the loop would never end. */
    private function watch(): void
    {
        $wanted = $this->sleeping !== [];
        if ($this->loop === null || $wanted === $this->isWatched) {
            return;
        }
        $this->isWatched = $wanted;
        $stream = $this->stream ??= $this->openStream();
        $wanted ? $this->loop->watch($stream, fn () => $this->pump(0)) : $this->loop->unwatch($stream);
    }

    /** @return resource */
    private function openStream()
    {
        $descriptor = $this->native->queueDescriptor($this->handle);
        $stream = $descriptor < 0 ? false : @fopen("php://fd/{$descriptor}", 'r');
        if ($stream === false) {
            throw QqWxPayException::facade('NO_RUNTIME', null, 'an event loop needs the command line PHP, which can wait for a descriptor');
        }
        stream_set_blocking($stream, false);

        return $stream;
    }

    private function pump(int $milliseconds): void
    {
        if ($this->fetched->isEmpty()) {
            foreach ($this->native->nextEvents($this->handle, $milliseconds) ?? $this->gone() as $event) {
                $this->fetched->enqueue($event);
            }
        }
        // One that is taken out is handled to its end; a function of the host may fetch the others meanwhile.
        while (!$this->fetched->isEmpty()) {
            $this->take($this->fetched->dequeue());
        }
    }

    private function take(Event $event): void
    {
        if ($event->kind === Event::ENDED) {
            $this->end($event);

            return;
        }
        $host = ($this->hosts[$event->tag] ?? null)?->get();
        if ($event->kind === Event::OBSERVED) {
            $host?->observe($event->result->json());
        } elseif ($host === null) {
            $this->native->say($event->source, $event->question, null);
        } elseif ($this->loop !== null && $this->loop->canSpawn()) {
            $this->loop->spawn(fn () => $this->answer($host, $event));
        } else {
            $this->answer($host, $event);
        }
    }

    private function end(Event $event): void
    {
        if (!isset($this->wanted[$event->tag])) {
            if ($event->result->handle !== 0) {
                $this->native->release($event->result->handle);
            }

            return;
        }
        $this->ended[$event->tag] = $event->result;
        $resume = $this->sleeping[$event->tag] ?? null;
        unset($this->sleeping[$event->tag]);
        if ($resume !== null) {
            $resume();
        }
    }

    private function answer(HostParts $host, Event $event): void
    {
        $answer = null;
        try {
            $answer = $host->answer($event);
        } finally {
            $this->native->say($event->source, $event->question, $answer);
        }
    }

    /** A forked child has the queue of its parent, empty, and none of its calls. */
    private function ofThisProcess(): void
    {
        if ($this->process !== getmypid()) {
            $this->stream = null;
            $this->isWatched = false;
            $this->begin();
        }
    }

    private function begin(): void
    {
        $this->process = (int) getmypid();
        $this->fetched = new \SplQueue();
        $this->wanted = $this->ended = $this->sleeping = [];
    }

    private function gone(): never
    {
        throw QqWxPayException::facade('NO_RUNTIME', null, 'the library has been shut down');
    }
}
