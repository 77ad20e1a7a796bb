<?php

declare(strict_types=1);

return [
    // Every variable QQ_WXPAY_… of `.env` and of the process; another one may be added here by its name.
    'variables' => QqWxPay\Laravel\FromEnv::settings(),

    // Where faults are logged: a channel of config/logging.php; null is the default one.
    'log_channel' => null,
];
