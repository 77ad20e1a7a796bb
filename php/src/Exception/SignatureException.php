<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** A message is not authentic: believe nothing in it. */
final class SignatureException extends QqWxPayException
{
    public const KIND = 'signature';
}
