<?php

declare(strict_types=1);

namespace QqWxPay;

/**
 * Something that is given or came back. It does not change; `toArray` and `json_encode` give all of it, with the payer and links,
 * `var_dump`, `print_r`, `var_export` and traces do not.
 */
abstract class Record implements \JsonSerializable
{
    /**
     * The content as arrays, named as the properties are: for {@see fromArray} of the class.
     *
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return array_map(self::plain(...), $this->fields());
    }

    /** Whether both are of the same class and have the same content, hidden values as well. */
    public function equals(self $other): bool
    {
        return $other::class === static::class && $other->toArray() === $this->toArray();
    }

    public function jsonSerialize(): object
    {
        return (object) $this->fields();
    }

    /**
     * The properties as they are.
     *
     * @return array<string, mixed>
     */
    abstract protected function fields(): array;

    /**
     * @param array<string, mixed> $fields
     * @return array<string, mixed>
     */
    protected static function withoutNulls(#[\SensitiveParameter] array $fields): array
    {
        return array_filter($fields, static fn (mixed $value): bool => $value !== null);
    }

    private static function plain(#[\SensitiveParameter] mixed $value): mixed
    {
        return match (true) {
            $value instanceof self, $value instanceof Exception\QqWxPayException => $value->toArray(),
            $value instanceof \BackedEnum => $value->value,
            \is_array($value) => array_map(self::plain(...), $value),
            default => $value,
        };
    }
}
