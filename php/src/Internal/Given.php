<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\QqWxPayException;

/**
 * What a program gives, as the texts and numbers that the library takes.
 *
 * @internal
 */
final class Given
{
    /** A whole number. Without `strict_types` PHP would cut 19.99 to 19 and say nothing. */
    public static function whole(#[\SensitiveParameter] mixed $value, string $field): int
    {
        if (\is_int($value)) {
            return $value;
        }
        $detail = match (true) {
            \is_float($value) => 'a float: amounts are whole fen; `Fen::fromYuan("19.99")` converts yuan',
            \is_string($value) => 'a text: give a whole number',
            default => 'expected a whole number, found ' . get_debug_type($value),
        };
        throw QqWxPayException::facade($value === null ? 'FIELD_MISSING' : 'WRONG_TYPE', $field, $detail);
    }

    /** An instant, as Beijing writes it. */
    public static function moment(string|\DateTimeInterface $value, string $field): string
    {
        return \is_string($value) ? $value : self::inBeijing($value)->format('Y-m-d\TH:i:sP');
    }

    /** The day in Beijing. */
    public static function day(string|\DateTimeInterface $value, string $field): string
    {
        return \is_string($value) ? $value : self::inBeijing($value)->format('Y-m-d');
    }

    /** Seconds as whole milliseconds; 0 where the client's own limit counts. */
    public static function milliseconds(?float $seconds): int
    {
        if ($seconds === null) {
            return 0;
        }
        if (!($seconds > 0.0 && $seconds < 1e9)) {
            throw QqWxPayException::facade('TIME_LIMIT_INVALID', 'timeout', 'expected seconds above 0');
        }

        return max(1, (int) ($seconds * 1000));
    }

    /**
     * Headers of any library as one list: name, value, name, value, ... `$_SERVER` will do.
     *
     * @param iterable<array-key, mixed> $headers
     * @return list<string>
     */
    public static function headers(#[\SensitiveParameter] iterable $headers): array
    {
        $flat = [];
        foreach ($headers as $name => $values) {
            $name = (string) $name;
            if (preg_match('/\AHTTP_[A-Z0-9_]+\z/', $name) === 1) {
                $name = strtr(substr($name, 5), '_', '-');
            }
            foreach (\is_array($values) ? $values : [$values] as $value) {
                // $_SERVER has numbers and lists beside the headers.
                if (\is_string($value)) {
                    array_push($flat, Json::scrubbed($name), Json::scrubbed($value));
                }
            }
        }

        return $flat;
    }

    private static function inBeijing(\DateTimeInterface $value): \DateTimeImmutable
    {
        return \DateTimeImmutable::createFromInterface($value)->setTimezone(new \DateTimeZone('+08:00'));
    }
}
