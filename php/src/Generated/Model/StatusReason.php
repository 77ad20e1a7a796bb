<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * Why it is said.
 * - `answered`: WeChat Pay's verified answer says so.
 * - `not_found`: WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be placed now, with the same number and the same values.
 * - `in_progress`: The payment is under way, or the state is a word that this version does not know.
 * - `parts_differ`: The parts of a combine order are in different states.
 * - `no_answer`: No usable answer: see `error`.
 */
enum StatusReason: string
{
    case Answered = 'answered';
    case NotFound = 'not_found';
    case InProgress = 'in_progress';
    case PartsDiffer = 'parts_differ';
    case NoAnswer = 'no_answer';
}
