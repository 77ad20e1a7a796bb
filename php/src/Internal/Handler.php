<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\HandledNotification;
use QqWxPay\Model\Acknowledgement;

/**
 * One function of the shop, and what it makes of a notification.
 *
 * @internal
 */
final class Handler
{
    /** What answers in JSON and what answers of other systems have. */
    private const WORDS = ['status', 'code', 'return_code'];

    public function __construct(private readonly \Closure $function)
    {
    }

    /**
     * Calls it with the event.
     *
     * @return array{Acknowledgement|string, string, \Throwable|null} an acknowledgement of its own, or a result for `settle`; its detail; what it threw
     */
    public function call(HandledNotification $notification): array
    {
        try {
            return $this->read(($this->function)($notification->event()));
        } catch (\Throwable $thrown) {
            return ['failed', $thrown::class, $thrown];
        }
    }

    /** @return array{Acknowledgement|string, string, null} */
    private function read(#[\SensitiveParameter] mixed $given): array
    {
        return match (true) {
            $given === null, $given === true => ['done', '', null],
            $given === false => ['declined', '', null],
            $given instanceof Acknowledgement => [$given, '', null],
            self::isAnswer($given) => ['answer_like', get_debug_type($given), null],
            default => ['done', '', null],
        };
    }

    /** Distinguishes a result that is meant as an answer from what merely was the value of the last line. */
    private static function isAnswer(#[\SensitiveParameter] mixed $given): bool
    {
        return match (true) {
            \is_int($given) => $given >= 100 && $given <= 599,
            \is_string($given), $given instanceof \Throwable => true,
            \is_array($given) => array_intersect(self::WORDS, array_keys($given)) !== [],
            // Work that has not begun: a function with `yield` in it only makes a generator.
            $given instanceof \Generator, $given instanceof \Fiber, $given instanceof \Closure => true,
            \is_object($given) => method_exists($given, 'getStatusCode') || method_exists($given, 'then'),
            default => false,
        };
    }
}
