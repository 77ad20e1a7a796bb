<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\LibraryException;

/**
 * Where the native library lies, and why one does not load.
 *
 * @internal
 */
final class LibraryFile
{
    /** The variable that names a library elsewhere. */
    public const VARIABLE = 'QQ_WXPAY_LIBRARY';

    /** What ELF calls processors. */
    private const MACHINES = [3 => 'x86', 0x28 => 'arm', 0x3e => 'x86_64', 0xb7 => 'aarch64', 0xf3 => 'riscv64'];

    /**
     * @param string $library its name without prefix and ending
     * @param string $variable that names one elsewhere
     * @throws LibraryException
     */
    public static function find(string $library = 'qq_wxpay_c', string $variable = self::VARIABLE, string $crate = 'qq-wxpay-c'): string
    {
        $path = self::named($library, $variable);
        if (!is_file($path)) {
            throw new LibraryException(getenv($variable) !== false
                ? "{$variable} names {$path}, and no file is there."
                : ($library === 'qq_wxpay_testing_c' ? 'the test kit is a package of its own, `composer require --dev qq-wxpay/qq-wxpay-testing`, or has' : 'qq-wxpay has')
                    . " no native library for this platform: {$path} is missing. There are libraries for linux-x86_64, linux-aarch64 (each also -musl), darwin-arm64, darwin-x86_64 and windows-x86_64; "
                    . "elsewhere build it (`cargo build --release --package {$crate}`) and name it in the environment variable {$variable}.");
        }
        if (!is_readable($path)) {
            throw new LibraryException("the native library {$path} cannot be read by the user that PHP runs as; `open_basedir` may forbid it, too.");
        }
        self::check($path);

        return $path;
    }

    /** The one that is taken, whether it is there or not. */
    public static function named(string $library = 'qq_wxpay_c', string $variable = self::VARIABLE): string
    {
        $named = getenv($variable);

        // The package of the test kit lies beside this one.
        $package = $library === 'qq_wxpay_testing_c' ? \dirname(__DIR__, 3) . '/qq-wxpay-testing' : \dirname(__DIR__, 2);

        return $named !== false && $named !== '' ? $named : "{$package}/lib/" . self::platform() . '/' . self::fileName($library);
    }

    /** The declarations that FFI reads. */
    public static function declarations(string $file = 'qq_wxpay.h'): string
    {
        return (string) file_get_contents(\dirname(__DIR__, 2) . "/ffi/{$file}");
    }

    /**
     * Looks at a library before it is opened: one that was cut would end the process.
     *
     * @throws LibraryException
     */
    private static function check(string $path): void
    {
        $again = 'Install the package anew: `composer reinstall qq-wxpay/qq-wxpay`.';
        $head = (string) file_get_contents($path, false, null, 0, 64);
        if (\PHP_OS_FAMILY !== 'Linux') {
            return;
        }
        if (\strlen($head) < 64 || !str_starts_with($head, "\x7fELF")) {
            throw new LibraryException("the native library {$path} is not a library of this system: it is cut, or of another system. {$again}");
        }
        $parts = unpack('vmachine/x20/Ptable/x10/vsize/vcount', substr($head, 18));
        $number = static fn (string $name): int => (int) ($parts[$name] ?? 0);
        $machine = self::MACHINES[$number('machine')] ?? 'another processor';
        if ($machine !== php_uname('m')) {
            throw new LibraryException("the native library {$path} is for {$machine}, and this PHP runs on " . php_uname('m') . ': take that of lib/' . self::platform() . '.');
        }
        if ($head[4] === "\x02" && filesize($path) < $number('table') + $number('size') * $number('count')) {
            throw new LibraryException("the native library {$path} is cut: its end is missing. {$again}");
        }
    }

    /** Why it does not load, in plain words. */
    public static function whyNot(string $path, string $said): string
    {
        [$needs, $has] = [str_contains((string) file_get_contents($path), 'libc.musl-'), self::isMusl()];
        if (\PHP_OS_FAMILY === 'Linux' && $needs !== $has) {
            return "the native library {$path} is for " . ($needs ? 'musl' : 'glibc') . ', and this system has ' . ($has ? 'musl (Alpine)' : 'glibc') . ': take that of lib/' . self::platform() . ' (`vendor/` of another image was copied here?).';
        }

        return "the native library {$path} does not load: {$said}. `ldd {$path}` tells what it lacks; its declarations and the library may also be of different versions: `composer reinstall qq-wxpay/qq-wxpay`.";
    }

    private static function platform(): string
    {
        $machine = match ($machine = strtolower(php_uname('m'))) {
            'amd64' => 'x86_64',
            default => $machine,
        };

        return match (\PHP_OS_FAMILY) {
            'Darwin' => "darwin-{$machine}",
            'Windows' => "windows-{$machine}",
            default => "linux-{$machine}" . (self::isMusl() ? '-musl' : ''),
        };
    }

    private static function fileName(string $library): string
    {
        return match (\PHP_OS_FAMILY) {
            'Darwin' => "lib{$library}.dylib",
            'Windows' => "{$library}.dll",
            default => "lib{$library}.so",
        };
    }

    private static function isMusl(): bool
    {
        return \PHP_OS_FAMILY === 'Linux' && str_contains((string) @file_get_contents('/proc/self/maps', false, null, 0, 1 << 20), '/ld-musl-');
    }
}
