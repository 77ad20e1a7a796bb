<?php

declare(strict_types=1);

namespace QqWxPay\Laravel;

/** The variables `QQ_WXPAY_…` for `config/qq-wxpay.php`: there alone, for with `config:cache` Laravel reads no `.env`. */
final class FromEnv
{
    /** @return array<string, string> by the names of the variables */
    public static function settings(): array
    {
        $own = static fn (mixed $value, int|string $name): bool => \is_string($value) && str_starts_with((string) $name, 'QQ_WXPAY_');

        /** @var array<string, string> */
        return array_filter(getenv() + $_ENV + $_SERVER, $own, \ARRAY_FILTER_USE_BOTH);
    }
}
