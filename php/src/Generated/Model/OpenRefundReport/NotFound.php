<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model\OpenRefundReport;

use QqWxPay\Internal\Read;

/** WeChat Pay does not know it, asked twice, and it is old enough: the request never arrived. Request it again, with the same number. */
final class NotFound extends \QqWxPay\Model\OpenRefundReport
{
    public readonly string $result;

    public function __construct(
        /** What WeChat Pay said. */
        public readonly \QqWxPay\Exception\QqWxPayException $error,
        /** The merchant's number of the refund. */
        public readonly string $outRefundNo,
        /** Which row of the list, from 0. */
        public readonly int $row,
    ) {
        $this->result = 'not_found';
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return new self(
            error: \QqWxPay\Exception\QqWxPayException::fromArray(Read::map($json['error'] ?? null, 'error')),
            outRefundNo: Read::text($json['outRefundNo'] ?? null, 'outRefundNo'),
            row: Read::whole($json['row'] ?? null, 'row'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return [
            'result' => $this->result,
            'error' => $this->error,
            'outRefundNo' => $this->outRefundNo,
            'row' => $this->row,
        ];
    }
}
