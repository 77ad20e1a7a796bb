<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** QQ or WeChat Pay answered with a code. */
final class ApiException extends QqWxPayException
{
    public const KIND = 'api';
}
