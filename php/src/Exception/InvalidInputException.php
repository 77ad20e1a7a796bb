<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** Refused before anything was sent: correct the field. */
final class InvalidInputException extends QqWxPayException
{
    public const KIND = 'invalid_input';
}
