<?php

declare(strict_types=1);

namespace QqWxPay;

/**
 * Something that is given or came back. It does not change; `toArray` gives all of it, with the payer and links. `json_encode`, and so the
 * contexts of loggers, `var_dump`, `print_r`, `var_export` and traces do not; what the mini program gets, {@see Model\RequestPayment},
 * `json_encode` gives as it is.
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

    /** What a log may have of it: loggers make JSON of what stands in their contexts. */
    public function jsonSerialize(): object
    {
        return $this instanceof Model\RequestPayment ? $this->whole() : (object) self::masked($this);
    }

    /**
     * All of it, for the library.
     *
     * @internal
     */
    public function whole(): object
    {
        return (object) $this->fields();
    }

    /**
     * The properties as they are.
     *
     * @return array<string, mixed>
     */
    abstract protected function fields(): array;

    /** @return array<string, string> what is shown in the place of fields that nobody may see */
    protected function masks(): array
    {
        return [];
    }

    /**
     * @param array<string, mixed> $fields
     * @return array<string, mixed>
     */
    protected static function withoutNulls(#[\SensitiveParameter] array $fields): array
    {
        return array_filter($fields, static fn (mixed $value): bool => $value !== null);
    }

    private static function masked(#[\SensitiveParameter] mixed $value): mixed
    {
        return match (true) {
            $value instanceof self => (object) array_map(self::masked(...), array_replace($value->fields(), array_intersect_key($value->masks(), $value->fields()))),
            \is_array($value) => array_map(self::masked(...), $value),
            default => $value,
        };
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
