<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Read;

/**
 * The reports of a run over open orders or refunds, one for each row, as they come.
 *
 * @template R
 * @implements \IteratorAggregate<int, R>
 */
final class Reports implements \IteratorAggregate
{
    /** Reports that are fetched at once, if so many are there. */
    private const BATCH = 100;

    private readonly int $process;

    /**
     * @internal
     * @param \Closure(mixed): R $report
     */
    public function __construct(private readonly Calls $calls, private readonly int $reports, private readonly \Closure $report)
    {
        $this->process = (int) getmypid();
    }

    public function __destruct()
    {
        $this->calls->release($this->reports);
    }

    /**
     * Each report, once. Leaving the loop ends the run.
     *
     * @return \Generator<int, R>
     * @throws QqWxPayException
     */
    public function getIterator(): \Generator
    {
        if ($this->process !== getmypid()) {
            return; // the run belongs to the process that began it
        }
        try {
            while (!($batch = $this->calls->run($this->reports, 'next_reports', Json::encode(['maximum' => self::BATCH])))->isNothing()) {
                foreach (Read::list($batch->json(), '', $this->report) as $report) {
                    yield $report;
                }
            }
        } finally {
            $this->calls->atOnce($this->reports, 'leave', '{}');
        }
    }
}
