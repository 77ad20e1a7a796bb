<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use QqWxPay\Internal\Read;

/** A notification as it arrives at the shop. */
final class SignedNotification
{
    /** @param array<string, string> $headers */
    private function __construct(
        public readonly array $headers,
        /** Byte for byte as it was signed. */
        public readonly string $body,
        /** WeChat Pay's number of it; `null` in V2, which has none. */
        public readonly ?string $id,
    ) {
    }

    /** @internal */
    public static function of(mixed $json): self
    {
        $parts = Read::map($json, '');
        $headers = Read::dictionary($parts['headers'] ?? null, 'headers', static fn (mixed $value): string => Read::text($value, 'headers'));

        return new self($headers, Read::text($parts['body'] ?? null, 'body'), isset($parts['id']) ? Read::text($parts['id'], 'id') : null);
    }

    /** The same once more, as WeChat Pay repeats it: the same `id` and content, signed anew and rightly, now. */
    public function again(): self
    {
        return self::of(TestingNative::instance()->call('again', ['headers' => (object) $this->headers, 'body' => $this->body, 'id' => $this->id]));
    }

    /**
     * What PHP makes of it in `$_SERVER`, for tests of a whole application.
     *
     * @return array<string, string>
     */
    public function server(): array
    {
        $server = ['REQUEST_METHOD' => 'POST', 'CONTENT_LENGTH' => (string) \strlen($this->body)];
        foreach ($this->headers as $name => $value) {
            $server['HTTP_' . strtr(strtoupper($name), '-', '_')] = $value;
        }

        return $server;
    }
}
