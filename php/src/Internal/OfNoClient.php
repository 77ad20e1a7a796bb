<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * Asks objects that belong to no client: several merchants, and notifications that are for none of them.
 *
 * @internal
 */
final class OfNoClient implements Asks
{
    private readonly Native $native;

    public function __construct(private readonly Log $log)
    {
        $this->native = Native::instance();
    }

    public function atOnce(int $object, string $method, #[\SensitiveParameter] string $arguments, #[\SensitiveParameter] string $body = ''): Answer
    {
        return Calls::told($this->native->call($object, $method, $arguments, $body), null);
    }

    public function release(int $object): void
    {
        $this->native->release($object);
    }

    public function log(): Log
    {
        return $this->log;
    }
}
