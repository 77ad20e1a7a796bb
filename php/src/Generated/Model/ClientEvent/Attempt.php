<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ClientEvent;

use QqWxPay\Internal\Read;

/** A request was sent, and answered or not. */
final class Attempt extends \QqWxPay\Model\ClientEvent
{
    public readonly string $type;

    /**
     * @param 'invalid_input'|'config'|'key'|'signature'|'stale'|'decrypt'|'malformed'|'mismatch'|'api'|'transport'|null $kind
     */
    public function __construct(
        /** Whether it went to WeChat Pay's backup host. */
        public readonly bool $atBackup,
        /** The first attempt of a call is 1. */
        public readonly int $attempt,
        /** The number of its call, which the event of the call has, too: a process gives each number once. */
        public readonly int $call,
        /** How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read. */
        public readonly int $elapsedUs,
        /** The operation in snake case, in every language: place_order, access_token, bill_file, ... */
        public readonly string $operation,
        /** Whether another attempt follows. */
        public readonly bool $repeats,
        /** Who was asked. */
        public readonly \QqWxPay\Model\Upstream $upstream,
        /** The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up. */
        public readonly ?string $code = null,
        /** What kind of trouble it was; `null` when it succeeded. */
        public readonly ?string $kind = null,
        /** The number that the reply carries for the support of WeChat Pay. */
        public readonly ?string $requestId = null,
        /** HTTP status of the reply; `null` when none arrived. */
        public readonly ?int $status = null,
    ) {
        $this->type = 'attempt';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            atBackup: Read::truth($json['atBackup'] ?? null, 'atBackup'),
            attempt: Read::whole($json['attempt'] ?? null, 'attempt'),
            call: Read::whole($json['call'] ?? null, 'call'),
            elapsedUs: Read::whole($json['elapsedUs'] ?? null, 'elapsedUs'),
            operation: Read::text($json['operation'] ?? null, 'operation'),
            repeats: Read::truth($json['repeats'] ?? null, 'repeats'),
            upstream: Read::word($json['upstream'] ?? null, 'upstream', \QqWxPay\Model\Upstream::class),
            code: ($json['code'] ?? null) === null ? null : Read::text($json['code'] ?? null, 'code'),
            kind: ($json['kind'] ?? null) === null ? null : Read::oneOf($json['kind'] ?? null, 'kind', ['invalid_input', 'config', 'key', 'signature', 'stale', 'decrypt', 'malformed', 'mismatch', 'api', 'transport']),
            requestId: ($json['requestId'] ?? null) === null ? null : Read::text($json['requestId'] ?? null, 'requestId'),
            status: ($json['status'] ?? null) === null ? null : Read::whole($json['status'] ?? null, 'status'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'atBackup' => $this->atBackup,
            'attempt' => $this->attempt,
            'call' => $this->call,
            'elapsedUs' => $this->elapsedUs,
            'operation' => $this->operation,
            'repeats' => $this->repeats,
            'upstream' => $this->upstream,
            'code' => $this->code,
            'kind' => $this->kind,
            'requestId' => $this->requestId,
            'status' => $this->status,
        ];
    }
}
