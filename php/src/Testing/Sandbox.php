<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use QqWxPay\Client;
use QqWxPay\Internal\Read;

/**
 * QQ and WeChat Pay in this process, with a merchant of its own: no account is needed, no money moves. What it does not do is a
 * {@see TestingException}. It belongs to the process that started it: after a fork the child can reach it with a client, and start another one.
 */
final class Sandbox
{
    /** The address of all roles, and of the page for people. */
    public readonly string $baseUrl;

    /** The address with mutual TLS. */
    public readonly string $secureUrl;

    /** @var array<string, string> the environment variables of a client that finds it. They hold the keys of this run */
    public readonly array $env;

    private readonly int $process;
    private bool $isStopped = false;

    private function __construct(private readonly int $handle, mixed $started)
    {
        $parts = Read::map($started, '');
        $this->process = (int) getmypid();
        $this->baseUrl = Read::text($parts['base_url'] ?? null, 'base_url');
        $this->secureUrl = Read::text($parts['secure_url'] ?? null, 'secure_url');
        $this->env = Read::dictionary($parts['environment'] ?? null, 'environment', static fn (mixed $value): string => Read::text($value, 'environment'));
    }

    public function __destruct()
    {
        if ($this->process === getmypid()) {
            $this->stop();
        }
    }

    /**
     * Starts one.
     *
     * @param string|null $notifyUrl where notifications go
     * @param float|null $timeScale how many times faster than WeChat Pay refused ones are repeated
     * @param string|null $keep a file that keeps keys and secrets from one start to the next
     * @param string|null $mchid the merchant number: several sandboxes stand for several merchants; two with one number and one `$keep` for one
     *   merchant with two mini programs
     */
    public static function start(
        ?string $notifyUrl = null,
        ?float $timeScale = null,
        ?string $host = null,
        ?int $port = null,
        ?int $securePort = null,
        ?string $keep = null,
        ?string $mchid = null,
        ?string $wechatAppid = null,
        ?string $qqAppid = null,
    ): self {
        $options = [
            'notify_url' => $notifyUrl, 'time_scale' => $timeScale, 'host' => $host, 'port' => $port, 'secure_port' => $securePort, 'keep' => $keep,
            'mchid' => $mchid, 'wechat_appid' => $wechatAppid, 'qq_appid' => $qqAppid,
        ];
        $handle = 0;
        $started = TestingNative::instance()->call('start_sandbox', array_filter($options, static fn (mixed $option): bool => $option !== null), $handle);

        return new self($handle ?? 0, $started);
    }

    /** A client that finds it. Other parts are those of {@see Client::fromEnvironment}. */
    public function client(?string $notifyUrl = null, mixed ...$parts): Client
    {
        return Client::fromEnvironment(($notifyUrl === null ? [] : ['QQ_WXPAY_NOTIFY_URL' => $notifyUrl]) + $this->env, ...$parts);
    }

    /** Pays an order as a payer does: opens its link and presses the button. */
    public function pay(string $h5Url): void
    {
        $this->control('pay', ['h5_url' => $h5Url]);
    }

    /**
     * Does what `qq.requestWxPayment({url, referer})` does in mobile QQ, with a payer who pays.
     *
     * @return array<array-key, mixed> `errMsg` of the mini program, and what was `shown` to the payer when nothing could be paid
     */
    public function requestWxPayment(string $url, string $referer): array
    {
        return Read::map($this->control('request_wx_payment', ['url' => $url, 'referer' => $referer]), '');
    }

    /** Makes the payment of an unpaid order fail for good (PAYERROR). */
    public function failPayment(string $outTradeNo): void
    {
        $this->control('fail_payment', ['out_trade_no' => $outTradeNo]);
    }

    /** Closes an unpaid order, as its merchant could. */
    public function closeOrder(string $outTradeNo): void
    {
        $this->control('close_order', ['out_trade_no' => $outTradeNo]);
    }

    /** Moves the sandbox's clock: tokens, links, signature times, bills. */
    public function advanceClock(int $seconds): void
    {
        $this->control('advance_clock', ['advance_seconds' => $seconds]);
    }

    /**
     * Makes something go wrong, so many times, behind the faults that wait already; with a function until it ends, whichever happened.
     *
     * @template T
     * @param string $endpoint `token`, `proxy`, `order`, `query`, `close`, `refund`, `refund_query`, `bill`, `bill_file`, `certificates`, `echo`, `any`
     * @param string|array<string, mixed> $kind `status_500`, `drop_after`, `time_out`, ..., `['cut_reply' => bytes]`, `['refuse' => ['code' => '9030', 'status' => 400]]`;
     *   the README of the sandbox explains each
     * @param (\Closure(): T)|null $meanwhile
     * @return T|null what the function gave
     */
    public function fault(string $endpoint, string|array $kind, int $times = 1, ?\Closure $meanwhile = null): mixed
    {
        $this->control('add_fault', ['endpoint' => $endpoint, 'kind' => $kind, 'times' => $times]);
        if ($meanwhile === null) {
            return null;
        }
        try {
            return $meanwhile();
        } finally {
            $this->clearFaults();
        }
    }

    /** Forgets all faults. */
    public function clearFaults(): void
    {
        $this->control('clear_faults');
    }

    /** @param array<string, mixed> $changes how the parties behave where they can vary; the README of the sandbox has the list */
    public function changeSwitches(array $changes): void
    {
        $this->control('change_switches', $changes);
    }

    /** Puts all switches back. */
    public function resetSwitches(): void
    {
        $this->control('reset_switches');
    }

    /**
     * Decides what becomes of a refund, and sends its notification.
     *
     * @param 'success'|'abnormal'|'closed' $status
     */
    public function settleRefund(string $outRefundNo, string $status): void
    {
        $this->control('settle_refund', ['out_refund_no' => $outRefundNo, 'as' => strtoupper($status)]);
    }

    /** Sends the last notification about an order once more: same `id`, new signature. */
    public function deliverAgain(string $outTradeNo): void
    {
        $this->control('deliver_again', ['out_trade_no' => $outTradeNo]);
    }

    /** Whether the merchant, who must be another process, has acknowledged a notification about an order, in so many seconds. */
    public function waitForDelivery(string $outTradeNo, float $timeout = 10): bool
    {
        return (Read::map($this->control('wait_for_delivery', ['out_trade_no' => $outTradeNo, 'timeout_seconds' => $timeout]), '')['outcome'] ?? null) === 'acknowledged';
    }

    /** @return array<string, mixed> how often things happened so far */
    public function statistics(): array
    {
        return Read::dictionary($this->control('statistics'), '', static fn (mixed $count): mixed => $count);
    }

    /**
     * Whatever a sandbox can do, by its name: `orders`, `refunds`, `events`, `switches`, ...
     *
     * @param array<string, mixed> $arguments
     */
    public function control(string $name, array $arguments = []): mixed
    {
        return TestingNative::instance()->call('control_sandbox', ['sandbox' => $this->handle, 'action' => $name, 'arguments' => (object) $arguments]);
    }

    /** Stops it. It can be stopped more than once. */
    public function stop(): void
    {
        if (!$this->isStopped) {
            $this->isStopped = true;
            TestingNative::instance()->call('stop_sandbox', ['sandbox' => $this->handle]);
        }
    }

    /** @return array{baseUrl: string} */
    public function __debugInfo(): array
    {
        return ['baseUrl' => $this->baseUrl];
    }
}
