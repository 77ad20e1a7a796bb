<?php

declare(strict_types=1);

namespace QqWxPay\Tests\Support;

use QqWxPay\Exception\QqWxPayException;

/** The cases of tests/cases, and how what is observed is held against what they expect. */
final class Cases
{
    /**
     * With the names of PHP.
     *
     * @param array<array-key, mixed> $value
     * @return array<array-key, mixed>
     */
    public static function camels(array $value): array
    {
        $out = [];
        foreach ($value as $name => $item) {
            $out[\is_string($name) ? self::camel($name) : $name] = \is_array($item) ? self::camels($item) : $item;
        }

        return $out;
    }

    /** With the names of the wire. */
    public static function snake(mixed $value): mixed
    {
        if (!\is_array($value)) {
            return $value;
        }
        $out = [];
        foreach ($value as $name => $item) {
            $out[\is_string($name) ? strtolower((string) preg_replace('/[A-Z]/', '_$0', $name)) : $name] = self::snake($item);
        }

        return $out;
    }

    /**
     * An error with the names of the wire in what it says.
     *
     * @return array<string, mixed>
     */
    public static function named(QqWxPayException $error): array
    {
        $parts = self::snake($error->toArray());
        $name = static fn (string $name): string => preg_match('/^[a-z][A-Za-z0-9_.\[\]]*$/', $name) === 1 ? strtolower((string) preg_replace('/[A-Z]/', '_$0', $name)) : $name;
        $parts['field'] = $parts['field'] === null ? null : $name($parts['field']);
        $parts['detail'] = preg_replace_callback('/`([^`]+)`/', static fn (array $found): string => '`' . $name($found[1]) . '`', $parts['detail']);

        return $parts;
    }

    public static function camel(string $snake): string
    {
        return (string) preg_replace_callback('/_([a-z])/', static fn (array $found): string => strtoupper($found[1]), $snake);
    }

    /** The first place where `$observed` lacks what `$expected` demands; more than demanded is fine. */
    public static function difference(mixed $expected, mixed $observed, string $path): ?string
    {
        if (\is_array($expected) && \is_array($observed) && ($expected === [] || !array_is_list($expected) || (\count($expected) === \count($observed) && array_is_list($observed)))) {
            foreach ($expected as $name => $item) {
                $found = self::difference($item, $observed[$name] ?? null, "{$path}.{$name}");
                if ($found !== null) {
                    return $found;
                }
            }

            return null;
        }

        return $expected === $observed ? null : "{$path}: expected " . json_encode($expected) . ', observed ' . json_encode($observed, \JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @return list<array<string, mixed>> */
    public static function all(): array
    {
        $defaults = self::json('defaults.json');
        $cases = [];
        foreach (glob(ROOT . '/tests/cases' . '/*.json') ?: [] as $path) {
            $file = basename($path);
            // An empty object and an empty list are the same array: what goes over the border as it is stays an object.
            $raw = json_decode((string) file_get_contents($path), false, 64, \JSON_THROW_ON_ERROR)->cases ?? [];
            foreach (\in_array($file, ['defaults.json', 'keys.json'], true) ? [] : self::json($file)['cases'] as $index => $own) {
                $own['raw'] = (array) ($raw[$index]->request ?? []);
                $settings = array_filter(($own['settings'] ?? []) + $defaults['settings'], static fn (mixed $value): bool => $value !== null);
                $cases[] = ['settings' => $settings, 'file' => $file] + $own + $defaults;
            }
        }

        return $cases;
    }

    /** @return array<string, mixed> */
    private static function json(string $file): array
    {
        return json_decode((string) file_get_contents(ROOT . "/tests/cases/{$file}"), true, 64, \JSON_THROW_ON_ERROR);
    }
}
