<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate. */
final class FaultEvent extends Record
{
    public function __construct(
        /** The code of the error, for example `DECRYPT_FAILED`. */
        public readonly string $code,
        /** How serious it is. */
        public readonly \QqWxPay\Model\FaultLevel $level,
        /** One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret. */
        public readonly string $message,
        /** How many of the same kind and code were not reported before this one. */
        public readonly int $suppressed,
        /** What happened. */
        public readonly \QqWxPay\Model\FaultKind $what,
        /** The number of the order or refund that it is about. */
        public readonly ?string $number = null,
        /** The operation during which it happened, in snake case. */
        public readonly ?string $operation = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            code: Read::text($json['code'] ?? null, 'code'),
            level: Read::word($json['level'] ?? null, 'level', \QqWxPay\Model\FaultLevel::class),
            message: Read::text($json['message'] ?? null, 'message'),
            suppressed: Read::whole($json['suppressed'] ?? null, 'suppressed'),
            what: Read::word($json['what'] ?? null, 'what', \QqWxPay\Model\FaultKind::class),
            number: ($json['number'] ?? null) === null ? null : Read::text($json['number'] ?? null, 'number'),
            operation: ($json['operation'] ?? null) === null ? null : Read::text($json['operation'] ?? null, 'operation'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'code' => $this->code,
            'level' => $this->level,
            'message' => $this->message,
            'suppressed' => $this->suppressed,
            'what' => $this->what,
            'number' => $this->number,
            'operation' => $this->operation,
        ];
    }
}
