<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\QqWxPayException;

/**
 * Values of decoded JSON, checked.
 *
 * @internal
 */
final class Read
{
    public static function text(#[\SensitiveParameter] mixed $value, string $path): string
    {
        return \is_string($value) ? $value : self::refuse($value, $path, 'a text');
    }

    public static function whole(#[\SensitiveParameter] mixed $value, string $path): int
    {
        return \is_int($value) ? $value : Given::whole($value, $path);
    }

    public static function truth(#[\SensitiveParameter] mixed $value, string $path): bool
    {
        return \is_bool($value) ? $value : self::refuse($value, $path, 'true or false');
    }

    /**
     * @template T of string
     * @param non-empty-list<T> $words
     * @return T
     */
    public static function oneOf(#[\SensitiveParameter] mixed $value, string $path, array $words): string
    {
        foreach ($words as $word) {
            if ($value === $word) {
                return $word;
            }
        }
        self::refuse($value, $path, 'one of ' . implode(', ', $words));
    }

    /**
     * @template T of \BackedEnum
     * @param class-string<T> $enum
     * @return T
     */
    public static function word(#[\SensitiveParameter] mixed $value, string $path, string $enum): \BackedEnum
    {
        if ($value instanceof $enum) {
            return $value;
        }
        $word = \is_string($value) ? $enum::tryFrom($value) : null;

        return $word ?? self::refuse($value, $path, 'one of ' . implode(', ', array_map(static fn (\BackedEnum $case): string => (string) $case->value, $enum::cases())));
    }

    /** @return array<array-key, mixed> */
    public static function map(#[\SensitiveParameter] mixed $value, string $path): array
    {
        if ($value instanceof \QqWxPay\Record || $value instanceof QqWxPayException) {
            return $value->toArray();
        }

        return \is_array($value) ? $value : self::refuse($value, $path, 'an array of fields');
    }

    /**
     * @template T
     * @param \Closure(mixed): T $reader
     * @return list<T>
     */
    public static function list(#[\SensitiveParameter] mixed $value, string $path, \Closure $reader): array
    {
        if (!\is_array($value) || !array_is_list($value)) {
            self::refuse($value, $path, 'a list');
        }

        return array_map($reader, $value);
    }

    /**
     * @template T
     * @param \Closure(mixed): T $reader
     * @return array<string, T>
     */
    public static function dictionary(#[\SensitiveParameter] mixed $value, string $path, \Closure $reader): array
    {
        $read = [];
        foreach (self::map($value, $path) as $name => $item) {
            $read[(string) $name] = $reader($item);
        }

        return $read;
    }

    /**
     * The fields of a request by the names of its properties. Names as on the wire are taken, too; others are refused, for a misspelt one would
     * be lost.
     *
     * @param array<array-key, mixed> $json
     * @param list<string> $names
     * @return array<string, mixed>
     */
    public static function given(#[\SensitiveParameter] array $json, array $names): array
    {
        $known = array_fill_keys($names, true);
        $read = [];
        foreach ($json as $name => $value) {
            $own = preg_replace_callback('/_([a-z])/', static fn (array $found): string => strtoupper($found[1]), (string) $name) ?? '';
            if (!isset($known[$own])) {
                throw QqWxPayException::facade('UNKNOWN_FIELD', (string) $name, 'known are ' . implode(', ', array_map(static fn (string $field): string => "`{$field}`", $names)));
            }
            $read[$own] = $value;
        }

        return $read;
    }

    /**
     * @param array<string, mixed> $json
     * @param non-empty-list<string> $names
     */
    public static function onlyOne(#[\SensitiveParameter] array $json, array $names): string
    {
        $found = array_keys(array_filter($json, static fn (mixed $value): bool => $value !== null));
        if (\count($found) !== 1) {
            throw QqWxPayException::facade($found === [] ? 'FIELD_MISSING' : 'ONE_NUMBER_ONLY', $names[0], 'give one of ' . implode(', ', array_map(static fn (string $name): string => "`{$name}`", $names)));
        }

        return $found[0];
    }

    private static function refuse(#[\SensitiveParameter] mixed $value, string $path, string $expected): never
    {
        throw QqWxPayException::facade($value === null ? 'FIELD_MISSING' : 'WRONG_TYPE', $path === '' ? '(the request)' : $path, \sprintf('expected %s, found %s', $expected, get_debug_type($value)));
    }
}
