<?php

declare(strict_types=1);

namespace QqWxPay;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Internal\Answer;
use QqWxPay\Internal\Asks;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Log;
use QqWxPay\Internal\Read;
use QqWxPay\Model\Acknowledgement;
use QqWxPay\Model\EventKind;
use QqWxPay\Model\Expected;
use QqWxPay\Model\NotPaid;
use QqWxPay\Model\OrderReference;
use QqWxPay\Model\OtherEvent;
use QqWxPay\Model\Outcome;
use QqWxPay\Model\Paid;
use QqWxPay\Model\RefundEnded;
use QqWxPay\Model\RefundReference;

/**
 * A handled notification: what it is, and what to answer. There is no ready success in it: {@see accept} gives it for the event that was taken.
 */
final class HandledNotification
{
    /** What it turned out to be. */
    public readonly Outcome $outcome;

    /** Which event it is; `null` when nothing is asked of you. */
    public readonly ?EventKind $eventKind;

    /** The order that it speaks of, proven or not. */
    public readonly ?OrderReference $order;

    /** The refund that it speaks of, proven or not. */
    public readonly ?RefundReference $refund;

    /** WeChat Pay's number of the notification (V3); a repeated delivery carries the same. */
    public readonly ?string $id;

    /** Whether it may have been handled before. It is information only: handle it again, idempotently. */
    public readonly bool $repeat;

    /** The ready answer of a notification that asks nothing of you; `null` when an event is to be taken. */
    public readonly ?Acknowledgement $answer;

    /** What to answer when your own work failed: the notification comes again. */
    public readonly Acknowledgement $failure;

    /** Why it was refused, when your own keys or settings are to blame and it is due to be reported; it is in the log already. */
    public readonly ?QqWxPayException $fault;

    /** The name of the merchant that it is for, of several; `null` when it is for none of them, and from one client. */
    public readonly ?string $merchant;

    /** @var list<string> others of the same merchant number that it may be for just as well: see {@see Merchants} */
    public readonly array $otherMerchants;

    private readonly int $notification;

    /**
     * @internal
     * @param list<string> $otherMerchants
     */
    public function __construct(private readonly Asks $calls, Answer $handled, ?string $merchant = null, array $otherMerchants = [])
    {
        $this->notification = $handled->handle;
        $this->merchant = $merchant;
        $this->otherMerchants = $otherMerchants;
        $record = Read::map($handled->json(), '');
        $this->outcome = Outcome::fromArray(Read::map($record['outcome'] ?? null, 'outcome'));
        $this->eventKind = isset($record['eventKind']) ? Read::word($record['eventKind'], 'eventKind', EventKind::class) : null;
        $this->order = isset($record['order']) ? OrderReference::fromArray(Read::map($record['order'], 'order')) : null;
        $this->refund = isset($record['refund']) ? RefundReference::fromArray(Read::map($record['refund'], 'refund')) : null;
        $this->id = isset($record['id']) ? Read::text($record['id'], 'id') : null;
        $this->repeat = Read::truth($record['repeat'] ?? null, 'repeat');
        $this->answer = isset($record['answer']) ? Acknowledgement::fromArray(Read::map($record['answer'], 'answer')) : null;
        $this->failure = Acknowledgement::fromArray(Read::map($record['failure'] ?? null, 'failure'));
        $this->fault = isset($record['fault']) ? QqWxPayException::fromArray(Read::map($record['fault'], 'fault')) : null;
    }

    public function __destruct()
    {
        $this->calls->release($this->notification);
    }

    /** What it asks of you; `null` when that is nothing. */
    public function event(): Paid|RefundEnded|NotPaid|OtherEvent|null
    {
        if ($this->eventKind === null) {
            return null;
        }
        $json = Read::map($this->calls->atOnce($this->notification, 'event', '{}')->json(), '');
        $type = Read::text($json['type'] ?? null, 'type');
        $content = Read::map($json[$type] ?? $json['notPaid'] ?? null, $type);
        $event = match (EventKind::from($type)) {
            EventKind::Paid => Paid::fromArray($content),
            EventKind::Refund => RefundEnded::fromArray($content),
            EventKind::NotPaid => NotPaid::fromArray($content),
            EventKind::Other => OtherEvent::fromArray($content),
        };

        return $event->broughtBy($this);
    }

    /** What to answer once your work for this event is done: success if the notification is this event, else the failure. */
    public function accept(EventKind $event): Acknowledgement
    {
        return Acknowledgement::fromArray(Read::map($this->calls->atOnce($this->notification, 'accept', Json::encode(['event' => $event->value]))->json(), ''));
    }

    /** The message in full, decrypted: JSON in V3, XML in V2; `null` unless it is verified. It holds the payer's identity. */
    public function raw(): ?string
    {
        $raw = $this->calls->atOnce($this->notification, 'raw', '{}');

        return $raw->isNothing() ? null : $raw->text();
    }

    /**
     * Throws unless the notification says that your own order is paid as expected. Call it before you deliver; {@see Paid::expect} is the same.
     *
     * @throws QqWxPayException
     */
    public function expect(Expected $expected): void
    {
        $this->compare($expected->toArray());
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['outcome' => $this->outcome, 'order' => $this->order, 'id' => $this->id, 'repeat' => $this->repeat, 'merchant' => $this->merchant];
    }

    /**
     * @internal
     * @param array<string, mixed> $expected
     */
    public function compare(array $expected): void
    {
        $this->calls->atOnce($this->notification, 'expect', Json::encode((object) $expected));
    }

    /** @internal */
    public function log(): Log
    {
        return $this->calls->log();
    }

    /**
     * What becomes of it after your function was called, or could not be.
     *
     * @internal
     * @return array{Acknowledgement, QqWxPayException|null, bool} what to answer; why, when that is no success; whether to log it
     */
    public function settle(string $result, string $detail): array
    {
        $settled = Read::map($this->calls->atOnce($this->notification, 'settle', Json::encode(['result' => $result, 'detail' => $detail]))->json(), '');

        return [
            Acknowledgement::fromArray(Read::map($settled['acknowledgement'] ?? null, 'acknowledgement')),
            isset($settled['error']) ? QqWxPayException::fromArray(Read::map($settled['error'], 'error')) : null,
            Read::truth($settled['log'] ?? null, 'log'),
        ];
    }
}
