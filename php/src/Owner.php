<?php

declare(strict_types=1);

namespace QqWxPay;

/** The merchant that a notification is for. */
final class Owner
{
    /**
     * @internal
     * @param list<string> $others
     */
    public function __construct(
        public readonly string $name,
        /** Its client, whose keys judge the notification. */
        public readonly Client $pay,
        /** Others with the same merchant number that it may be for just as well: see {@see Merchants}. */
        public readonly array $others,
    ) {
    }
}
