<?php

declare(strict_types=1);

namespace QqWxPay;

/** A text in English and in Chinese. */
final class Text
{
    public function __construct(public readonly string $en, public readonly string $zh)
    {
    }
}
