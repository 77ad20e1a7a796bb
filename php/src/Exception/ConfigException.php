<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** A setting is missing or wrong. */
final class ConfigException extends QqWxPayException
{
    public const KIND = 'config';
}
