<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * What the library says to a call: JSON, and the object that came of it.
 *
 * @internal
 */
final class Answer
{
    private readonly Hidden $hidden;

    public function __construct(
        public readonly int $status,
        /** The object that came of it, or 0. */
        public readonly int $handle,
        /** Of a failure: the number of the host's question behind it, or 0. */
        public readonly int $question,
        #[\SensitiveParameter] string $text,
    ) {
        $this->hidden = new Hidden(['text' => $text]);
    }

    public function isFailure(): bool
    {
        return $this->status === Native::FAILED;
    }

    /** Whether rows or reports have come to their end. */
    public function isNothing(): bool
    {
        return $this->status === Native::NOTHING;
    }

    public function json(): mixed
    {
        return Json::decode($this->text());
    }

    /** What is no JSON: a message as it came. */
    public function text(): string
    {
        return Read::text($this->hidden->get('text'), '');
    }
}
