<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\HandledNotification;
use QqWxPay\Model\FoundOrder;

/**
 * An event that a notification brought, or a query of the shop's own told.
 *
 * @internal
 */
trait FromNotification
{
    /** Not a property: records are equal by their content. */
    private ?Hidden $source = null;

    /** The notification that it came with; `null` when a query told it. */
    public function notification(): ?HandledNotification
    {
        $source = $this->source?->get('source');

        return $source instanceof HandledNotification ? $source : null;
    }

    /** Whether your function may have been called for it before. Do the work again, idempotently. */
    public function isRepeat(): bool
    {
        return $this->notification()?->repeat ?? false;
    }

    /** @internal */
    public function broughtBy(HandledNotification $notification): static
    {
        $this->source = new Hidden(['source' => $notification]);

        return $this;
    }

    /** @internal */
    public function foundAs(FoundOrder $found): void
    {
        $this->source = new Hidden(['source' => $found]);
    }

    /** @param array<string, mixed> $expected */
    protected function compare(array $expected): void
    {
        $source = $this->source?->get('source');
        match (true) {
            $source instanceof HandledNotification => $source->compare($expected),
            $source instanceof FoundOrder => Native::instance()->library('expect_payment', ['found' => $source->toArray(), 'expected' => (object) $expected, 'names' => 'camel']),
            default => throw QqWxPayException::facade('FIELD_MISSING', 'notification', 'this record came from no notification'),
        };
    }
}
