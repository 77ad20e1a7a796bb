<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\Outcome;


/** WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done. */
final class Probe extends \QqWxPay\Model\Outcome
{
    public readonly string $type;

    public function __construct(
    ) {
        $this->type = 'probe';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
        ];
    }
}
