<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** A key or certificate cannot be used. */
final class KeyMaterialException extends QqWxPayException
{
    public const KIND = 'key';
}
