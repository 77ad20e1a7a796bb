<?php

declare(strict_types=1);

namespace QqWxPay;

/** Sends requests another way than the library does. For a PSR-18 client there is {@see Psr\Psr18Transport}. */
interface Transport
{
    /**
     * Sends exactly this, and gives the reply as it came. Follows no redirect, repeats nothing.
     *
     * @param float $seconds so long it may take at most
     * @throws Exception\NotConnectedException when nothing was sent; whatever else is thrown leaves open whether it arrived
     */
    public function send(PreparedRequest $request, float $seconds): HttpReply;
}
