<?php

declare(strict_types=1);

// The package as Composer would load it, and of Debian's packages what the tests need.
spl_autoload_register(static function (string $class): void {
    $roots = [
        'QqWxPay\\Tests\\' => __DIR__,
        'QqWxPay\\Generated\\' => __DIR__ . '/../src/Generated',
        'QqWxPay\\Model\\' => __DIR__ . '/../src/Generated/Model',
        'QqWxPay\\' => __DIR__ . '/../src',
    ];
    foreach ($roots as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            $file = $folder . '/' . strtr(substr($class, \strlen($prefix)), '\\', '/') . '.php';
            if (is_file($file)) {
                require $file;
            }

            return;
        }
    }
});
foreach (['Psr/Log', 'Psr/Http/Message', 'Psr/Http/Client', 'Nyholm/Psr7', 'GuzzleHttp'] as $package) {
    if (is_file("/usr/share/php/{$package}/autoload.php")) {
        require_once "/usr/share/php/{$package}/autoload.php";
    }
}

const ROOT = __DIR__ . '/../..';

// What the tests of `cargo xtask test php` have built, unless another one is named.
$target = getenv('CARGO_TARGET_DIR') ?: ROOT . '/target';
\defined('TARGET') || \define('TARGET', $target);
if (getenv('QQ_WXPAY_LIBRARY') === false) {
    putenv("QQ_WXPAY_LIBRARY={$target}/debug/libqq_wxpay_c.so");
}
if (getenv('QQ_WXPAY_TESTING_LIBRARY') === false) {
    putenv("QQ_WXPAY_TESTING_LIBRARY={$target}/debug/libqq_wxpay_testing_c.so");
}
