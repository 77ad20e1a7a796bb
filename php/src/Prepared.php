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
 * A signed request, and the reader of its reply.
 *
 * @template T
 */
final class Prepared
{
    public readonly PreparedRequest $request;
    private readonly int $prepared;

    /**
     * @internal
     * @param \Closure(mixed): T $reader
     */
    public function __construct(private readonly Calls $calls, Answer $prepared, private readonly \Closure $reader)
    {
        $this->prepared = $prepared->handle;
        $this->request = PreparedRequest::fromArray(Read::map($prepared->json(), ''));
    }

    public function __destruct()
    {
        $this->calls->release($this->prepared);
    }

    /**
     * Verifies and reads the reply.
     *
     * @param iterable<array-key, mixed> $headers texts or lists of texts by name, as `getHeaders()` of PSR-7 gives them
     * @param string $body as it came
     * @return T
     * @throws QqWxPayException
     */
    public function finish(int $status, iterable $headers, #[\SensitiveParameter] string $body): mixed
    {
        return ($this->reader)($this->calls->atOnce($this->prepared, 'finish', Json::encode(['status' => $status, 'headers' => Given::headers($headers)]), $body)->json());
    }
}
