<?php

declare(strict_types=1);

/** An order of the shop whose program is shown: it has one of 19.99 yuan. */
final class Order
{
    private function __construct(public readonly string $number, public readonly int $total)
    {
    }

    public static function find(string $number): ?self
    {
        return $number === 'T20261123000001' ? new self($number, 1999) : null;
    }

    public function deliverOnce(): void
    {
        error_log("deliver {$this->number}");
    }
}

final class Refund
{
    private function __construct(private readonly string $number)
    {
    }

    public static function find(string $number): ?self
    {
        return new self($number);
    }

    public function ended(string $status): void
    {
        error_log("refund {$this->number} {$status}");
    }
}
