<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use QqWxPay\Internal\Read;
use QqWxPay\Text;

/** The test kit, or a sandbox, does not do what a test asks for. */
final class TestingException extends \RuntimeException
{
    private function __construct(
        /** `UNKNOWN_NAME`, `WRONG_VALUE`, `NOT_POSSIBLE`, `NOT_JSON`; of sandboxes `SANDBOX_NOT_STARTED`, `SANDBOX_REFUSED`, `SANDBOX_STOPPED`, `SANDBOX_OF_PARENT`. */
        public readonly string $errorCode,
        /** What has to change, as a path: `order.total`; empty when it is no single thing. */
        public readonly string $field,
        /** The name that may be meant, of an `UNKNOWN_NAME`. */
        public readonly ?string $nearest,
        /** The reason and the remedy. */
        public readonly Text $reason,
    ) {
        parent::__construct($errorCode . ($field === '' ? '' : " at `{$field}`") . ": {$reason->en} / {$reason->zh}");
    }

    /** @internal */
    public static function of(mixed $json): self
    {
        $parts = Read::map($json, '');
        $text = static fn (string $name): string => Read::text($parts[$name] ?? null, $name);

        return new self($text('code'), $text('field'), isset($parts['nearest']) ? $text('nearest') : null, new Text($text('en'), $text('zh')));
    }
}
