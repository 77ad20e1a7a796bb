<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Model\ClientEvent;

/** Is told what a client does: every attempt, call, notification, token and fault, for metrics. */
interface Observer
{
    /** It comes while a call of this process waits, or with the next call. Nothing in it is secret. */
    public function observe(ClientEvent $event): void;
}
