<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use Psr\Log\LoggerInterface;

/**
 * Where faults are told: a PSR-3 logger, else PHP's own error log. A logger that fails harms nothing.
 *
 * @internal
 */
final class Log
{
    public function __construct(private readonly ?LoggerInterface $logger)
    {
    }

    /** @param 'warning'|'error' $level */
    public function write(string $level, string $message): void
    {
        if ($this->logger !== null) {
            try {
                $level === 'error' ? $this->logger->error($message) : $this->logger->warning($message);

                return;
            } catch (\Throwable) {
                $message = 'the logger failed; ' . $message;
            }
        }
        error_log("qq_wxpay: {$message}");
    }

    /** What was thrown, with where: without the values of arguments. */
    public static function traced(\Throwable $thrown): string
    {
        $lines = [$thrown::class . ': ' . $thrown->getMessage()];
        foreach (\array_slice($thrown->getTrace(), 0, 20) as $frame) {
            $lines[] = \sprintf('%s:%d %s%s', $frame['file'] ?? '?', $frame['line'] ?? 0, isset($frame['class']) ? $frame['class'] . '::' : '', $frame['function']);
        }

        return implode("\n    ", $lines);
    }
}
