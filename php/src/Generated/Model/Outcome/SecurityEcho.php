<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;

use QqWxPay\Internal\Read;

/** The callback of a self test: no money is involved. */
final class SecurityEcho extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
        /** The texts of the test. */
        public readonly \QqWxPay\Model\SecurityEcho $echo,
    ) {
        $this->type = 'security_echo';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            echo: \QqWxPay\Model\SecurityEcho::fromArray(Read::map($json['echo'] ?? null, 'echo')),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'echo' => $this->echo,
        ];
    }
}
