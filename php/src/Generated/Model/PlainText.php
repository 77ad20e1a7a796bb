<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A text to be encrypted for WeChat Pay.
 *
 * @property-read string $text The text, up to 214 bytes of UTF-8.
 */
final class PlainText extends Record
{
    use HidesFields;

    public function __construct(
        /** The text, up to 214 bytes of UTF-8. */
        #[\SensitiveParameter] string $text,
    ) {
        $this->hidden = new Hidden([
            'text' => $text,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['text']);

        return new self(
            text: Read::text($json['text'] ?? null, 'text'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'text' => $this->text,
        ]);
    }
}
