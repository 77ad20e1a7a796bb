<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Read;

/**
 * The rows of a bill as they arrive. They are proven only when `foreach` has come to its end without an exception.
 *
 * @template R
 * @template E
 * @implements \IteratorAggregate<int, R>
 */
final class BillRows implements \IteratorAggregate
{
    /** Rows that are fetched at once. */
    private const BATCH = 500;

    /** @var E|null */
    private mixed $finished = null;

    private bool $isRead = false;
    private readonly int $process;

    /**
     * @internal
     * @param \Closure(mixed): R $row
     * @param \Closure(mixed): E $end
     */
    public function __construct(private readonly Calls $calls, private readonly int $bill, private readonly \Closure $row, private readonly \Closure $end)
    {
        $this->process = (int) getmypid();
    }

    public function __destruct()
    {
        $this->calls->release($this->bill);
    }

    /**
     * Each row, once. Leaving the loop ends the download.
     *
     * @return \Generator<int, R>
     * @throws QqWxPayException
     */
    public function getIterator(): \Generator
    {
        if ($this->isRead || $this->process !== getmypid()) {
            throw QqWxPayException::facade('BILL_READ_BEFORE', null, $this->isRead ? '' : 'it was opened before this process forked');
        }
        $this->isRead = true;
        $whole = false;
        try {
            while (!($rows = $this->calls->run($this->bill, 'next_rows', Json::encode(['maximum' => self::BATCH])))->isNothing()) {
                foreach (Read::list($rows->json(), '', $this->row) as $row) {
                    yield $row;
                }
            }
            $whole = true;
        } finally {
            $end = $this->calls->run($this->bill, $whole ? 'finished' : 'leave', '{}');
            if ($whole && !$end->isNothing()) {
                $this->finished = ($this->end)($end->json());
            }
        }
    }

    /**
     * The totals and what proves the bill; `null` before the last row was read.
     *
     * @return E|null
     */
    public function finished(): mixed
    {
        return $this->finished;
    }
}
