<?php

declare(strict_types=1);

// A shop as PHP-FPM serves it: a client for each request.

require_once __DIR__ . '/../bootstrap.php';

use QqWxPay\Client;
use QqWxPay\Exception\LibraryException;
use QqWxPay\Merchants;
use QqWxPay\Model\OrderId;
use QqWxPay\Model\Paid;
use QqWxPay\Model\Placement;
use QqWxPay\Notifications;
use QqWxPay\Tests\Support\World;

header('Content-Type: text/plain');
try {
    $began = hrtime(true);
    $pay = Client::fromEnvironment();
    $made = (hrtime(true) - $began) / 1e3;
    switch ($_SERVER['DOCUMENT_URI']) {
        case '/made':
            echo 'ok ', $made;
            break;
        case '/order':
            echo $pay->placeOrder(World::order()) instanceof Placement\Placed ? 'ok' : 'to confirm';
            break;
        case '/token':
            echo 'ok ', sha1($pay->accessToken()->accessToken);
            break;
        case '/notify':
            (new Notifications($pay, paid: static function (Paid $paid): void {
                file_put_contents((string) getenv('DELIVERED'), "{$paid->outTradeNo}\n", FILE_APPEND | LOCK_EX);
            }))->serve();
            break;
        case '/merchants': // all of them in each request
            $merchants = new Merchants();
            $merchants->add('mugs', World::settingsOf(array_filter(getenv(), static fn (string $name): bool => str_starts_with($name, 'QQ_WXPAY_') && !str_ends_with($name, 'LIBRARY'), \ARRAY_FILTER_USE_KEY)));
            $placed = $merchants->get('mugs')->placeOrder(World::order()) instanceof Placement\Placed;
            $refused = $merchants->receiveNotification([], '{}');
            echo $placed && $refused->merchant === null && $refused->answer->status >= 400 ? 'ok' : 'wrong';
            break;
        case '/leave': // in the middle of a call that waits for a function of the shop
            register_shutdown_function(static fn () => print('left'));
            $exits = new class implements QqWxPay\TokenProvider {
                public function accessToken(#[SensitiveParameter] ?string $refused): string
                {
                    exit;
                }
            };
            Client::fromEnvironment(tokenProvider: $exits)->placeOrder(World::order());
            break;
        case '/end': // with a call that has begun and that nobody waits for
            $calls = (new ReflectionProperty($pay, 'calls'))->getValue($pay);
            $client = (new ReflectionProperty($calls, 'client'))->getValue($calls);
            QqWxPay\Internal\Native::instance()->begin($client, 'query_order', '{"outTradeNo":"PHP-none"}', '', 0, 77);
            echo 'ok';
            break;
        default:
            http_response_code(404);
    }
} catch (LibraryException $error) {
    http_response_code(503);
    echo $error->getMessage();
} catch (Throwable $error) {
    http_response_code(500);
    echo $error::class, ': ', $error->getMessage();
}
