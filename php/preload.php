<?php

declare(strict_types=1);

/*
 * For servers that keep PHP's FFI to preloaded code (`ffi.enable=preload`, PHP's default). In php.ini:
 *
 *     opcache.enable=1
 *     opcache.preload=/path/to/vendor/qq-wxpay/qq-wxpay/preload.php
 *     opcache.preload_user=www-data    ; where the server starts as root
 *
 * It keeps what uses FFI, and where no `opcache.preload_user` is set it opens the library once for all workers. Another preload script may
 * `require` this one.
 */

namespace QqWxPay\Internal;

(static function (): void {
    require_once __DIR__ . '/src/Exception/LibraryException.php';
    require_once __DIR__ . '/src/Internal/LibraryFile.php';
    $declarations = tempnam(sys_get_temp_dir(), 'qq_wxpay');
    if ($declarations === false) {
        throw new \RuntimeException('no temporary file can be made: ' . sys_get_temp_dir());
    }
    try {
        $library = addcslashes(LibraryFile::find(), '"\\');
        file_put_contents($declarations, "#define FFI_SCOPE \"QQ_WXPAY\"\n#define FFI_LIB \"{$library}\"\n" . LibraryFile::declarations());
        if (\FFI::load($declarations) === null) {
            throw new \RuntimeException("FFI cannot read {$declarations}");
        }
    } catch (\FFI\Exception $refused) {
        // PHP opens nothing for another user than that which starts it: then each worker opens it, which preloaded code may.
        if (!str_contains($refused->getMessage(), 'opcache.preload_user')) {
            throw new \QqWxPay\Exception\LibraryException(LibraryFile::whyNot(LibraryFile::find(), $refused->getMessage()));
        }
    } finally {
        unlink($declarations);
    }
    require_once __DIR__ . '/src/Internal/Native.php';
})();
