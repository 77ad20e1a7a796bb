<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** The report of a self test: one item for each thing that must work. */
final class SelfTestReport extends Record
{
    public function __construct(
        /**
         * The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
         * there is neither: then a wrong key shows only when the first notification comes.
         */
        public readonly \QqWxPay\Model\Check $apiV3Key,
        /** The callback reached this client, with a right signature, and opened with the APIv3 key. */
        public readonly \QqWxPay\Model\Check $callback,
        /** This machine's clock is near enough to WeChat Pay's. */
        public readonly \QqWxPay\Model\Check $clock,
        /** The text that was sent; the callback repeats it. */
        public readonly string $echoMessage,
        /** WeChat Pay opens what we encrypt, and we open what it encrypts. */
        public readonly \QqWxPay\Model\Check $encryption,
        /**
         * QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
         * the one that other processes use.
         */
        public readonly \QqWxPay\Model\Check $qqAppSecret,
        /** WeChat Pay accepts our signature: merchant number, private key and serial belong together. */
        public readonly \QqWxPay\Model\Check $signature,
        /** We accept WeChat Pay's signature: public key or platform certificate are right. */
        public readonly \QqWxPay\Model\Check $verification,
        /**
         * How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
         *
         * From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
         */
        public readonly ?int $clockSkewSeconds = null,
        /** WeChat Pay's `Request-ID`: its support asks for it. */
        public readonly ?string $requestId = null,
    ) {
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            apiV3Key: \QqWxPay\Model\Check::fromArray(Read::map($json['apiV3Key'] ?? null, 'apiV3Key')),
            callback: \QqWxPay\Model\Check::fromArray(Read::map($json['callback'] ?? null, 'callback')),
            clock: \QqWxPay\Model\Check::fromArray(Read::map($json['clock'] ?? null, 'clock')),
            echoMessage: Read::text($json['echoMessage'] ?? null, 'echoMessage'),
            encryption: \QqWxPay\Model\Check::fromArray(Read::map($json['encryption'] ?? null, 'encryption')),
            qqAppSecret: \QqWxPay\Model\Check::fromArray(Read::map($json['qqAppSecret'] ?? null, 'qqAppSecret')),
            signature: \QqWxPay\Model\Check::fromArray(Read::map($json['signature'] ?? null, 'signature')),
            verification: \QqWxPay\Model\Check::fromArray(Read::map($json['verification'] ?? null, 'verification')),
            clockSkewSeconds: ($json['clockSkewSeconds'] ?? null) === null ? null : Read::whole($json['clockSkewSeconds'] ?? null, 'clockSkewSeconds'),
            requestId: ($json['requestId'] ?? null) === null ? null : Read::text($json['requestId'] ?? null, 'requestId'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'apiV3Key' => $this->apiV3Key,
            'callback' => $this->callback,
            'clock' => $this->clock,
            'echoMessage' => $this->echoMessage,
            'encryption' => $this->encryption,
            'qqAppSecret' => $this->qqAppSecret,
            'signature' => $this->signature,
            'verification' => $this->verification,
            'clockSkewSeconds' => $this->clockSkewSeconds,
            'requestId' => $this->requestId,
        ];
    }
}
