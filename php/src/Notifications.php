<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Handler;
use QqWxPay\Internal\Log;
use QqWxPay\Internal\Native;
use QqWxPay\Internal\Read;
use QqWxPay\Model\Acknowledgement;
use QqWxPay\Model\EventKind;
use QqWxPay\Model\NotPaid;
use QqWxPay\Model\OtherEvent;
use QqWxPay\Model\Paid;
use QqWxPay\Model\RefundEnded;

/**
 * Takes WeChat Pay's notifications: with {@see serve} in plain PHP, with {@see Psr\NotificationHandler} in PSR-15, with {@see answer}
 * in every framework.
 *
 * Success is answered only for what a function of yours took: when it came to its end, with nothing, `true`, or a value that is no answer.
 * `false`, and whatever it throws, is answered with a failure, so that the notification comes again; so is an event without a function,
 * unless `ignore` names it, and a result that looks like an answer: a status, a response, an exception, a text. What is too old or lost
 * its signature is confirmed by a query before: your function sees only what is proven.
 */
final class Notifications
{
    /** The answer when nothing is known of the message, not even its version. */
    private const UNREAD = '{"code":"FAIL","message":"失败"}';

    /** @var array<string, Handler> */
    private readonly array $handlers;

    private readonly Log $log;

    /**
     * @param Client|Merchants $pay of several merchants `$paid->notification()->merchant` says for which of them it is
     * @param (\Closure(Paid): mixed)|null $paid an order is paid, of whichever family. Compare it with your own ({@see Paid::expect}), deliver once
     * @param (\Closure(RefundEnded): mixed)|null $refund `success`, `abnormal` or `closed`
     * @param (\Closure(NotPaid): mixed)|null $notPaid WeChat Pay says of an order that it is not paid
     * @param (\Closure(OtherEvent): mixed)|null $other an event of another product
     * @param list<EventKind> $ignore events that are acknowledged without a function
     * @param bool $confirm ask WeChat Pay about each notification, and believe only that
     * @param (\Closure(\Throwable): mixed)|null $onError receives, too, what is in the log: what a function threw, or why a notification was
     *   not taken, or refused for a wrong key or setting of your own. It gets no forgeries
     * @throws InvalidInputException when no function is given, or an event is both taken and ignored
     */
    public function __construct(
        private readonly Client|Merchants $pay,
        ?\Closure $paid = null,
        ?\Closure $refund = null,
        ?\Closure $notPaid = null,
        ?\Closure $other = null,
        private readonly array $ignore = [],
        private readonly bool $confirm = false,
        private readonly ?\Closure $onError = null,
    ) {
        $this->log = $pay->log();
        $given = array_filter(['paid' => $paid, 'refund' => $refund, 'not_paid' => $notPaid, 'other' => $other]);
        $this->handlers = array_map(static fn (\Closure $function): Handler => new Handler($function), $given);
        foreach ($ignore as $event) {
            if (isset($given[$event->value])) {
                throw QqWxPayException::facade('EVENT_BOTH_TAKEN_AND_IGNORED', 'ignore', "`{$event->value}` has a function");
            }
        }
        if ($given === []) {
            throw QqWxPayException::facade('NO_EVENT_TAKEN', 'paid', 'no function is given');
        }
    }

    /**
     * What to answer: send exactly this. It throws nothing.
     *
     * @param iterable<array-key, mixed> $headers texts or lists of texts by name; `$_SERVER` will do
     * @param string $rawBody the bytes as they came: no parser may have been there before
     */
    public function answer(#[\SensitiveParameter] iterable $headers, #[\SensitiveParameter] string $rawBody): Acknowledgement
    {
        try {
            $notification = $this->confirm ? $this->pay->confirmNotification($headers, $rawBody) : $this->pay->receiveNotification($headers, $rawBody);

            return $this->settled($notification);
        } catch (\Throwable $thrown) {
            $this->log->write('error', 'a notification was not read, it comes again: ' . Log::traced($thrown));
            $this->tell($thrown);

            return new Acknowledgement(self::UNREAD, 'application/json; charset=utf-8', 500);
        }
    }

    /** Takes the request that PHP serves now, and sends the answer. */
    public function serve(): void
    {
        if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
            http_response_code(405);
            header('Allow: POST');

            return;
        }
        $input = fopen('php://input', 'r');
        $body = $input === false ? '' : (string) stream_get_contents($input, self::mostBytes() + 1);
        $answer = $this->answer($_SERVER, $body);
        http_response_code($answer->status);
        if ($answer->contentType !== '') {
            header('Content-Type: ' . $answer->contentType);
        }
        echo $answer->body;
    }

    /** The largest notification that is read, bytes: read no more than one byte beyond it. */
    public static function mostBytes(): int
    {
        static $most = null;

        return $most ??= Read::whole(Read::map(Native::instance()->library('limits'), '')['maximum_notification_bytes'] ?? null, 'limits');
    }

    private function settled(HandledNotification $notification): Acknowledgement
    {
        if ($notification->fault !== null) {
            $this->tell($notification->fault);
        }
        $event = $notification->eventKind;
        if ($notification->answer !== null || $event === null) {
            return $notification->answer ?? $notification->failure;
        }
        $handler = $this->handlers[$event->value] ?? null;
        [$result, $detail, $thrown] = $handler?->call($notification) ?? [\in_array($event, $this->ignore, true) ? 'ignored' : 'not_taken', '', null];
        if ($result instanceof Acknowledgement) {
            return $result;
        }
        [$acknowledgement, $error, $isDue] = $notification->settle($result, $detail);
        if ($error !== null) {
            if ($isDue) {
                $this->report($notification, $error, $thrown);
            }
            $this->tell($thrown ?? $error);
        }

        return $acknowledgement;
    }

    private function report(HandledNotification $notification, QqWxPayException $error, ?\Throwable $thrown): void
    {
        $number = $notification->refund?->outRefundNo ?? $notification->order?->outTradeNo;
        $lines = [$error->getMessage() . ($number === null ? '' : " [{$number}]")];
        if ($thrown !== null) {
            $lines[] = Log::traced($thrown);
        }
        $notification->log()->write('error', implode("\n    ", $lines));
    }

    /** One that fails harms nothing. */
    private function tell(\Throwable $error): void
    {
        try {
            ($this->onError ?? static fn (): mixed => null)($error);
        } catch (\Throwable $failed) {
            $this->log->write('error', 'onError failed: ' . Log::traced($failed));
        }
    }
}
