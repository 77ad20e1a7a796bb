<?php

declare(strict_types=1);

namespace QqWxPay;

/** Supplies QQ's access token, where another program of yours keeps it. */
interface TokenProvider
{
    /** The token of now. `$refused` is one that QQ has just refused, if that is why it is asked. */
    public function accessToken(#[\SensitiveParameter] ?string $refused): string;
}
