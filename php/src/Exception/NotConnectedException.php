<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** Throw this from a transport when nothing was sent. */
final class NotConnectedException extends \RuntimeException
{
}
