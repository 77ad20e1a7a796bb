<?php

declare(strict_types=1);

namespace app;

use QqWxPay\Client;
use QqWxPay\Model\Settings;
use think\Service;

/** One client for the application: `app/service.php` lists this class. ThinkPHP 6 or newer; parsed in this repository, not run. */
final class PayService extends Service
{
    public function register(): void
    {
        $this->app->bind(Client::class, fn (): Client => new Client(Settings::fromArray($this->app->config->get('qq_wxpay')), logger: $this->app->log));
    }
}
