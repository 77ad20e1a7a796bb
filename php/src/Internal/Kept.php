<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * What outlives a request of a server such as FPM: PHP forgets all objects at its end, and the process goes on. Keys, connections and the
 * access token of a client stay in the library, and the next request with the same settings finds them.
 *
 * @internal
 */
final class Kept
{
    /** Where each process serves one request after the other. Threads of one process would take each other's events. */
    private const SERVERS = ['fpm-fcgi', 'cgi-fcgi', 'apache2handler', 'litespeed', 'cli-server'];

    public static function isWanted(): bool
    {
        return !\PHP_ZTS && \in_array(\PHP_SAPI, self::SERVERS, true);
    }

    /** Whether the object is the one that is kept by this name: the library keeps 1,000 at the most. */
    public static function keeps(string $name, int $object): bool
    {
        return Native::instance()->kept($name) === $object;
    }

    /**
     * The object of this name, or the one that is made and kept by it.
     *
     * @param \Closure(): int $make
     */
    public static function object(string $name, \Closure $make): int
    {
        $native = Native::instance();
        $kept = $native->kept($name);
        if ($kept === 0) {
            $kept = $make();
            $native->keep($name, $kept);
        }

        return $kept;
    }
}
