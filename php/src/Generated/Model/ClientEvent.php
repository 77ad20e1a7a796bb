<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

use QqWxPay\Internal\Read;
use QqWxPay\Record;

/** Something that a client did. Nothing in it is secret, and nothing names a payer. */
abstract class ClientEvent extends Record
{
    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        return match (Read::oneOf($json['type'] ?? null, 'type', ['attempt', 'call', 'notification', 'token', 'certificate', 'fault'])) {
            'attempt' => ClientEvent\Attempt::fromArray($json),
            'call' => ClientEvent\Call::fromArray($json),
            'notification' => ClientEvent\Notification::fromArray($json),
            'token' => ClientEvent\Token::fromArray($json),
            'certificate' => ClientEvent\Certificate::fromArray($json),
            'fault' => ClientEvent\Fault::fromArray($json),
        };
    }
}
