<?php

declare(strict_types=1);

namespace QqWxPay\Psr;

use Psr\Http\Message\ResponseFactoryInterface;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Message\StreamFactoryInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;
use QqWxPay\Notifications;

/** Takes the notifications that come to one path, and leaves all else to the next handler. It must come before whatever parses bodies. */
final class NotificationMiddleware implements MiddlewareInterface
{
    use AnswersRequests;

    public function __construct(
        private readonly string $path,
        private readonly Notifications $notifications,
        private readonly ResponseFactoryInterface $responses,
        private readonly StreamFactoryInterface $streams,
    ) {
    }

    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        return $request->getUri()->getPath() === $this->path ? $this->answered($request) : $handler->handle($request);
    }
}
