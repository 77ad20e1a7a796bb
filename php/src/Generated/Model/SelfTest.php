<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** What to test. */
final class SelfTest extends Record
{
    /** How long the client waits for the callback, in seconds; at most 60 are waited. */
    public readonly ?int $callbackSeconds;

    /**
     * @param int|null $callbackSeconds
     */
    public function __construct(
        /** How long the client waits for the callback, in seconds; at most 60 are waited. */
        int|float|null $callbackSeconds = null,
        /** Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested. */
        public readonly ?string $notifyUrl = null,
    ) {
        $this->callbackSeconds = $callbackSeconds === null ? null : Given::whole($callbackSeconds, 'callbackSeconds');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['callbackSeconds', 'notifyUrl']);

        return new self(
            callbackSeconds: ($json['callbackSeconds'] ?? null) === null ? null : Read::whole($json['callbackSeconds'] ?? null, 'callbackSeconds'),
            notifyUrl: ($json['notifyUrl'] ?? null) === null ? null : Read::text($json['notifyUrl'] ?? null, 'notifyUrl'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'callbackSeconds' => $this->callbackSeconds,
            'notifyUrl' => $this->notifyUrl,
        ]);
    }
}
