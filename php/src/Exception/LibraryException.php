<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

/** The native library cannot be used: FFI is missing or switched off, the library is missing, or of another platform or version. */
final class LibraryException extends \RuntimeException
{
}
