<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/**
 * A text that was encrypted for the merchant.
 *
 * @property-read string $text The text. It is personal data as a rule.
 */
final class DecryptedText extends Record
{
    use HidesFields;

    public function __construct(
        /** The text. It is personal data as a rule. */
        #[\SensitiveParameter] string $text,
    ) {
        $this->hidden = new Hidden([
            'text' => $text,
        ]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            text: Read::text($json['text'] ?? null, 'text'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'text' => $this->text,
        ];
    }
}
