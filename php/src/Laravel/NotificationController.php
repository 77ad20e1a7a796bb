<?php

declare(strict_types=1);

namespace QqWxPay\Laravel;

use Illuminate\Contracts\Container\Container;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use QqWxPay\Client;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Merchants;
use QqWxPay\Model\EventKind;
use QqWxPay\Notifications;

/** Hands notifications to the methods of a class of the application: `paid`, `refund`, `notPaid`, `other`; `onError` if it has one. */
final class NotificationController
{
    private const EVENTS = ['paid', 'refund', 'notPaid', 'other'];

    public function __construct(private readonly Container $container)
    {
    }

    /** @param list<EventKind> $ignore */
    public function answer(Request $request, string $handler, array $ignore = []): Response
    {
        $taker = $this->container->make($handler);
        $functions = [];
        foreach ([...self::EVENTS, 'onError'] as $name) {
            if (\is_object($taker) && method_exists($taker, $name)) {
                $functions[$name] = $taker->{$name}(...);
            }
        }
        if (array_intersect(self::EVENTS, array_keys($functions)) === []) {
            throw QqWxPayException::facade('NO_EVENT_TAKEN', $handler, 'it has none of the methods ' . implode(', ', self::EVENTS));
        }
        $functions['ignore'] = $ignore;
        // Several merchants, where the application has bound them.
        $pay = $this->container->make($this->container->bound(Merchants::class) ? Merchants::class : Client::class);
        $notifications = new Notifications($pay, ...$functions);
        $answer = $notifications->answer($request->headers->all(), (string) $request->getContent());

        return new Response($answer->body, $answer->status, $answer->contentType === '' ? [] : ['Content-Type' => $answer->contentType]);
    }
}
