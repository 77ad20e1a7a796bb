<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * What can be asked of an object of the library, by whoever holds it.
 *
 * @internal
 */
interface Asks
{
    /** Something that takes no time. */
    public function atOnce(int $object, string $method, string $arguments, string $body = ''): Answer;

    public function release(int $object): void;

    public function log(): Log;
}
