<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** Not what the protocol says. */
final class MalformedException extends QqWxPayException
{
    public const KIND = 'malformed';
}
