<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\QqWxPayException;

/**
 * Values that are shown by nothing which shows the properties of an object: dumps, exports, casts, serialization, crash reporters.
 *
 * @internal
 */
final class Hidden
{
    /** @var \WeakMap<self, array<string, mixed>>|null */
    private static ?\WeakMap $values = null;

    private static int $last = 0;

    /** Else PHP would call any two of them equal. */
    private readonly int $number;

    /** What is shown in the place of a value. */
    private const MASK = '<hidden>';

    /**
     * @param array<string, mixed> $values
     * @throws QqWxPayException for a value that was made for a log
     */
    public function __construct(#[\SensitiveParameter] array $values)
    {
        $masked = array_search(self::MASK, $values, true);
        if ($masked !== false) {
            throw QqWxPayException::facade('WRONG_TYPE', $masked, '`json_encode` of a record hides it, for logs: keep `toArray()`');
        }
        $this->number = ++self::$last;
        self::values()[$this] = $values;
    }

    public function __clone()
    {
        throw new \LogicException('it is not copied');
    }

    public function get(string $name): mixed
    {
        return self::values()[$this][$name] ?? null;
    }

    public function has(string $name): bool
    {
        return \array_key_exists($name, self::values()[$this]);
    }

    /** @return array<string, string> what is shown in their place */
    public function masks(): array
    {
        return array_map(static fn (mixed $value): string => self::MASK, array_filter(self::values()[$this], static fn (mixed $value): bool => $value !== null));
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return $this->masks();
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('hidden values are not serialized');
    }

    /** @return \WeakMap<self, array<string, mixed>> */
    private static function values(): \WeakMap
    {
        /** @var \WeakMap<self, array<string, mixed>> $values */
        $values = self::$values ??= new \WeakMap();

        return $values;
    }
}
