<?php

declare(strict_types=1);

namespace QqWxPay;

/** A reply to what a {@see Transport} sent. */
final class HttpReply
{
    /**
     * @param iterable<array-key, mixed> $headers texts, or lists of texts, by name
     * @param string $body as it came
     */
    public function __construct(public readonly int $status, public readonly iterable $headers, #[\SensitiveParameter] public readonly string $body)
    {
    }

    /** @return array{status: int} */
    public function __debugInfo(): array
    {
        return ['status' => $this->status];
    }
}
