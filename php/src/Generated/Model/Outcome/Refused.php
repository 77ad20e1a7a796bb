<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** Not to be believed. */
final class Refused extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** Why. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
    ) {
        $this->type = 'refused';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            error: \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'error' => $this->error,
        ];
    }
}
