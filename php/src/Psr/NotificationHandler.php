<?php

declare(strict_types=1);

namespace QqWxPay\Psr;

use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Server\RequestHandlerInterface;
use QqWxPay\Notifications;

/** Takes notifications as a request handler of PSR-15: Slim, Mezzio, RoadRunner, and whatever else speaks PSR-7. */
final class NotificationHandler implements RequestHandlerInterface
{
    use AnswersRequests;

    public function __construct(
        private readonly Notifications $notifications,
        private readonly ResponseFactoryInterface $responses,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public function handle(ServerRequestInterface $request): ResponseInterface
    {
        return $this->answered($request);
    }
}
