<?php

declare(strict_types=1);

namespace QqWxPay\Laravel;

use Illuminate\Contracts\Container\Container;
use Illuminate\Routing\Router;
use Illuminate\Support\ServiceProvider;
use QqWxPay\Client;

/** One {@see Client} for the application, the route of notifications, and `php artisan qq-wxpay:check`. Laravel 8 or newer finds it by itself. */
final class QqWxPayServiceProvider extends ServiceProvider
{
    private const CONFIG = __DIR__ . '/../../config/qq-wxpay.php';

    public function register(): void
    {
        $this->mergeConfigFrom(self::CONFIG, 'qq-wxpay');
        $this->app->singleton(Client::class, static function (Container $app): Client {
            $config = $app->make('config');

            return Client::fromEnvironment(
                $config->get('qq-wxpay.variables'),
                logger: $app->make('log')->channel($config->get('qq-wxpay.log_channel')),
            );
        });
    }

    public function boot(): void
    {
        $this->publishes([self::CONFIG => $this->app->configPath('qq-wxpay.php')], 'qq-wxpay');
        if ($this->app->runningInConsole()) {
            $this->commands([CheckCommand::class]);
        }
        Router::macro('qqWxPayNotifications', function (string $uri, string $handler, array $ignore = []) {
            /** @var Router $this */
            return $this->post($uri, static fn (\Illuminate\Http\Request $request) => app(NotificationController::class)->answer($request, $handler, $ignore));
        });
    }
}
