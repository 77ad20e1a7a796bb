<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

/**
 * A record some of whose fields are never shown: they are read like properties, and are none.
 *
 * @internal
 */
trait HidesFields
{
    private readonly Hidden $hidden;

    public function __get(string $name): mixed
    {
        if (!$this->hidden->has($name)) {
            throw new \Error(\sprintf('Undefined property: %s::$%s', self::class, $name));
        }

        return $this->hidden->get($name);
    }

    public function __isset(string $name): bool
    {
        return $this->hidden->get($name) !== null;
    }

    public function __set(string $name, #[\SensitiveParameter] mixed $value): void
    {
        throw new \Error(\sprintf('Cannot modify readonly property %s::$%s', self::class, $name));
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        $shown = get_object_vars($this);
        unset($shown['hidden']);

        return $shown + $this->hidden->masks();
    }

    /** @return array<string, string> */
    protected function masks(): array
    {
        return $this->hidden->masks();
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' is not serialized, for it holds what nobody may see: keep what `toArray` gives, where that is safe');
    }
}
