<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\ClientEvent;

use QqWxPay\Internal\Read;

/** A call ended, with all its attempts. */
final class Call extends \QqWxPay\Model\ClientEvent
{
    public readonly string $type;

    /**
     * @param 'invalid_input'|'config'|'key'|'signature'|'stale'|'decrypt'|'malformed'|'mismatch'|'api'|'transport'|null $kind
     */
    public function __construct(
        /** How many requests were sent; 0 when it failed for what it needs, such as the access token. */
        public readonly int $attempts,
        /** Its number, which its attempts have, too. */
        public readonly int $call,
        /** How long it took, in microseconds: its attempts, the pauses between them, and waiting for the access token. */
        public readonly int $elapsedUs,
        /** The operation in snake case, in every language. Fetching the access token, certificates or the file of a bill is a call of its own. */
        public readonly string $operation,
        /** Who was asked. */
        public readonly \QqWxPay\Model\Upstream $upstream,
        /** The code of the trouble; `CALL_ABANDONED` when it was given up. */
        public readonly ?string $code = null,
        /** What kind of trouble it ended with; `null` when it succeeded. */
        public readonly ?string $kind = null,
    ) {
        $this->type = 'call';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            attempts: Read::whole($json['attempts'] ?? null, 'attempts'),
            call: Read::whole($json['call'] ?? null, 'call'),
            elapsedUs: Read::whole($json['elapsedUs'] ?? null, 'elapsedUs'),
            operation: Read::text($json['operation'] ?? null, 'operation'),
            upstream: Read::word($json['upstream'] ?? null, 'upstream', \QqWxPay\Model\Upstream::class),
            code: ($json['code'] ?? null) === null ? null : Read::text($json['code'] ?? null, 'code'),
            kind: ($json['kind'] ?? null) === null ? null : Read::oneOf($json['kind'] ?? null, 'kind', ['invalid_input', 'config', 'key', 'signature', 'stale', 'decrypt', 'malformed', 'mismatch', 'api', 'transport']),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'type' => $this->type,
            'attempts' => $this->attempts,
            'call' => $this->call,
            'elapsedUs' => $this->elapsedUs,
            'operation' => $this->operation,
            'upstream' => $this->upstream,
            'code' => $this->code,
            'kind' => $this->kind,
        ];
    }
}
