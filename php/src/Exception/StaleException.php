<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** Authentic, but too old or from the future. */
final class StaleException extends QqWxPayException
{
    public const KIND = 'stale';
}
