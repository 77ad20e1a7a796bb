<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * Something that waited in a queue of the library.
 *
 * @internal
 */
final class Event
{
    public const ENDED = 1;
    public const QUESTION = 2;
    public const OBSERVED = 3;

    public function __construct(
        public readonly int $kind,
        /** The client; of a call that ended, the call. */
        public readonly int $source,
        /** What was given to `begin`, or to `client_new`. */
        public readonly int $tag,
        /** The number of a question. */
        public readonly int $question,
        /** The name of a question. */
        public readonly string $name,
        public readonly Answer $result,
    ) {
    }
}
