<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** No usable answer. */
final class TransportException extends QqWxPayException
{
    public const KIND = 'transport';
}
