<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use QqWxPay\Client;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Read;

/**
 * The test kit: notifications that a client of its own believes, made without a process, without the network, and without keys of yours.
 * The keys are fixed and known to everybody: a client with the addresses of QQ and WeChat Pay refuses them (`TEST_KEYS`).
 */
final class Testing
{
    /**
     * The environment variables of a client that believes what is signed here, and reaches nobody.
     *
     * @return array<string, string>
     */
    public static function settings(): array
    {
        return Read::dictionary(TestingNative::instance()->call('settings', []), '', static fn (mixed $value): string => Read::text($value, ''));
    }

    /** A client that believes what is signed here, and reaches nobody. Other parts are those of {@see Client::fromEnvironment}. */
    public static function client(mixed ...$parts): Client
    {
        return Client::fromEnvironment(self::settings(), ...$parts);
    }

    /**
     * A notification as WeChat Pay sends it, but for the changes.
     *
     *     Testing::signedNotification('payment', ['out_trade_no' => 'T1', 'total' => 1999], ['spoilt' => 'forged'])
     *
     * @param string $kind `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund`, `refund_abnormal`, `refund_closed`, `v2_refund`,
     *   `v2_refund_abnormal`, `v2_refund_closed`, `not_paid`, `v2_not_paid`, `other`, `security_echo`
     * @param array<string, mixed> $order `out_trade_no`, `total` (fen), `transaction_id`, `attach`, `openid`, `bank_type`, `success_time`, `mchid`,
     *   `appid`, `sub_mchid`, `sub_appid`, `sub_orders`, `sign_type`, `out_refund_no`, `refund_id`, `refund` (fen): each has a default
     * @param array<string, mixed> $changes `spoilt` (`stale`, `unsigned`, `forged`, `wrong_key`, `unknown_serial`, `undecryptable`, `probe`), `fields`
     *   by their path as on the wire (`['amount.total' => 1]`; `null` removes one), `extra` fields that nobody knows, `headers` after signing,
     *   `time` (Unix seconds), `id`, `event_type`
     * @throws TestingException `UNKNOWN_NAME` with the nearest, `WRONG_VALUE` or `NOT_POSSIBLE`
     */
    public static function signedNotification(string $kind = 'payment', array $order = [], array $changes = []): SignedNotification
    {
        return SignedNotification::of(TestingNative::instance()->call('signed_notification', ['kind' => $kind, 'order' => (object) $order, 'changes' => (object) $changes]));
    }

    /** The error of a code, as it is where the code comes up: see {@see QqWxPayException::example}. */
    public static function error(string $code, ?string $operation = null, ?string $origin = null, ?int $httpStatus = null): QqWxPayException
    {
        return QqWxPayException::example($code, operation: $operation, origin: $origin, httpStatus: $httpStatus);
    }
}
