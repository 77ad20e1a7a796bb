<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Model;

/**
 * What happened.
 * - `notification_refused`: A notification was refused although nobody forged it: a key or setting of the shop is wrong.
 * - `notification_not_taken`: A notification was answered as failure: the shop's function failed, or there is none.
 * - `call_left_open`: A call was given up after its request was sent: what it asked for may have been done.
 * - `inbox_failed`: A place where handled notifications are noted does not work.
 * - `token_store_failed`: The token store or token provider did not do its work.
 * - `token_store_degraded`: The token store does not work, and another one is used meanwhile. It is reported once until it works again.
 * - `token_not_shared`: Other processes or machines fetch access tokens, too, and do not share them with this one.
 * - `events_dropped`: Events were dropped because the observer is too slow.
 * - `certificate_ends`: The merchant's or the platform certificate in use ends within 30 days. It is reported once a day.
 * - `sandbox_client`: A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
 */
enum FaultKind: string
{
    case NotificationRefused = 'notification_refused';
    case NotificationNotTaken = 'notification_not_taken';
    case CallLeftOpen = 'call_left_open';
    case InboxFailed = 'inbox_failed';
    case TokenStoreFailed = 'token_store_failed';
    case TokenStoreDegraded = 'token_store_degraded';
    case TokenNotShared = 'token_not_shared';
    case EventsDropped = 'events_dropped';
    case CertificateEnds = 'certificate_ends';
    case SandboxClient = 'sandbox_client';
}
