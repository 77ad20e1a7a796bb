<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** The key does not open it. */
final class DecryptException extends QqWxPayException
{
    public const KIND = 'decrypt';
}
