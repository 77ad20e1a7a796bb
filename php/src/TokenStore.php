<?php

declare(strict_types=1);

namespace QqWxPay;

/** Keeps QQ's access token for many processes, in a place of your own. For a file and for Redis there is the setting `tokenStore`. */
interface TokenStore
{
    /** The token, if there is one. */
    public function load(string $qqAppid): ?StoredToken;

    /** Whether the lease is now the owner's, for so many milliseconds: it was free, or already the owner's. */
    public function acquireLease(string $qqAppid, string $owner, int $milliseconds): bool;

    /** Whether the lease was still the owner's: only then the token is stored, and the lease ends. */
    public function save(string $qqAppid, string $owner, StoredToken $token): bool;

    /** Ends the lease, if it is the owner's, without storing. */
    public function releaseLease(string $qqAppid, string $owner): void;
}
