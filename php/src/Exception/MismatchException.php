<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** About something else than expected: do not deliver. */
final class MismatchException extends QqWxPayException
{
    public const KIND = 'mismatch';
}
