<?php

declare(strict_types=1);

namespace QqWxPay\Tests\Support;

use Psr\Log\AbstractLogger;

/** A logger that keeps its lines, but for the one that each client of a sandbox begins with. */
final class Lines extends AbstractLogger
{
    /** @var list<string> */
    public array $lines = [];

    /** @param array<array-key, mixed> $context */
    public function log($level, $message, array $context = []): void
    {
        if (!str_contains((string) $message, 'SANDBOX_CLIENT')) {
            $this->lines[] = "{$level}: {$message}";
        }
    }
}
