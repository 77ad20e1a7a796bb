<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Given;
use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** A refund that has not ended yet, as your own database has it. */
final class OpenRefund extends Record
{
    /** When it was requested: RFC 3339 with its offset, or Unix seconds in digits. */
    public readonly string $requestedAt;

    /**
     * When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
     * out.
     */
    public readonly ?string $askedAt;

    public function __construct(
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** When it was requested: RFC 3339 with its offset, or Unix seconds in digits. */
        string|\DateTimeInterface $requestedAt,
        /** Over which protocol it was requested: `v3` by `refund`, `v2` by `v2_refund`. */
        public readonly \QqWxPay\Model\MessageVersion $version,
        /**
         * When it was last asked for, in the same form, if you keep that; it makes the questions fewer, and none is missed when a run falls
         * out.
         */
        string|\DateTimeInterface|null $askedAt = null,
        /** The sub merchant's number, in partner use. */
        public readonly ?string $subMchid = null,
    ) {
        $this->requestedAt = Given::moment($requestedAt, 'requestedAt');
        $this->askedAt = $askedAt === null ? null : Given::moment($askedAt, 'askedAt');
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['outRefundNo', 'requestedAt', 'version', 'askedAt', 'subMchid']);

        return new self(
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            requestedAt: Read::text($json['requestedAt'] ?? null, 'requestedAt'),
            version: Read::word($json['version'] ?? null, 'version', \QqWxPay\Model\MessageVersion::class),
            askedAt: ($json['askedAt'] ?? null) === null ? null : Read::text($json['askedAt'] ?? null, 'askedAt'),
            subMchid: ($json['subMchid'] ?? null) === null ? null : Read::text($json['subMchid'] ?? null, 'subMchid'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return self::withoutNulls([
            'outRefundNo' => $this->outRefundNo,
            'requestedAt' => $this->requestedAt,
            'version' => $this->version,
            'askedAt' => $this->askedAt,
            'subMchid' => $this->subMchid,
        ]);
    }
}
