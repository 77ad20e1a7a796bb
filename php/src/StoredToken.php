<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Internal\Hidden;
use QqWxPay\Internal\HidesFields;
use QqWxPay\Internal\Read;

/**
 * QQ's access token as a token store keeps it. Times are Unix seconds; from `refreshAt` on it should be replaced.
 *
 * @property-read string $accessToken the token: never log it
 */
final class StoredToken extends Record
{
    use HidesFields;

    public function __construct(
        #[\SensitiveParameter] string $accessToken,
        public readonly int $fetchedAt,
        public readonly int $refreshAt,
        public readonly int $expiresAt,
    ) {
        $this->hidden = new Hidden(['accessToken' => $accessToken]);
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(#[\SensitiveParameter] array $json): self
    {
        $json = Read::given($json, ['accessToken', 'fetchedAt', 'refreshAt', 'expiresAt']);

        return new self(
            Read::text($json['accessToken'] ?? null, 'accessToken'),
            Read::whole($json['fetchedAt'] ?? null, 'fetchedAt'),
            Read::whole($json['refreshAt'] ?? null, 'refreshAt'),
            Read::whole($json['expiresAt'] ?? null, 'expiresAt'),
        );
    }

    /** @return array<string, mixed> */
    protected function fields(): array
    {
        return ['accessToken' => $this->accessToken, 'fetchedAt' => $this->fetchedAt, 'refreshAt' => $this->refreshAt, 'expiresAt' => $this->expiresAt];
    }
}
