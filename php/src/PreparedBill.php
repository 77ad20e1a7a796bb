<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Answer;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\Given;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Read;

/**
 * A signed request for a bill, and the reader of its file.
 *
 * @template R
 * @template E
 */
final class PreparedBill
{
    private const BATCH = 500;

    public readonly PreparedRequest $request;
    private readonly int $bill;

    /** @var E|null */
    private mixed $finished = null;

    /**
     * @internal
     * @param \Closure(mixed): R $row
     * @param \Closure(mixed): E $end
     */
    public function __construct(private readonly Calls $calls, Answer $prepared, private readonly \Closure $row, private readonly \Closure $end)
    {
        $this->bill = $prepared->handle;
        $this->request = PreparedRequest::fromArray(Read::map($prepared->json(), ''));
    }

    public function __destruct()
    {
        $this->calls->release($this->bill);
    }

    /**
     * The rows as they arrive, out of the pieces of the body; they are proven only when the generator has come to its end.
     *
     * @param iterable<array-key, mixed> $headers
     * @param iterable<array-key, string> $pieces
     * @return \Generator<int, R>
     * @throws QqWxPayException while it is read
     */
    public function read(int $status, iterable $headers, iterable $pieces): \Generator
    {
        $this->calls->atOnce($this->bill, 'begin', Json::encode(['status' => $status, 'headers' => Given::headers($headers)]));
        foreach ($pieces as $piece) {
            $this->calls->atOnce($this->bill, 'feed', '{}', $piece);
            while (!($rows = $this->calls->atOnce($this->bill, 'next_rows', Json::encode(['maximum' => self::BATCH])))->isNothing()) {
                foreach (Read::list($rows->json(), '', $this->row) as $row) {
                    yield $row;
                }
            }
        }
        $this->finished = ($this->end)($this->calls->atOnce($this->bill, 'finish', '{}')->json());
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
