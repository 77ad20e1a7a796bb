<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Internal\LibraryFile;

/** What is said when the native library cannot be used: each in a PHP of its own. */
final class LibraryTest extends TestCase
{
    private static string $folder;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/qq-wxpay-library-' . bin2hex(random_bytes(4));
        mkdir(self::$folder);
    }

    public static function tearDownAfterClass(): void
    {
        array_map(unlink(...), glob(self::$folder . '/*') ?: []);
        rmdir(self::$folder);
    }

    public function testItLoads(): void
    {
        self::assertMatchesRegularExpression('/^\d+\.\d+\.\d+/', self::said([]));
    }

    public function testFfiThatIsSwitchedOff(): void
    {
        $said = self::said(['ffi.enable=0']);
        self::assertStringContainsString('ffi.enable=true', $said);
        self::assertStringContainsString('preload.php', $said);
    }

    public function testPhpWithoutFfi(): void
    {
        $said = self::php(['-n', ...self::extensions(['tokenizer'])], self::program(), []);
        self::assertStringContainsString('no extension "ffi"', $said);
        self::assertStringContainsString('phpenmod ffi', $said);
    }

    public function testALibraryThatIsMissing(): void
    {
        self::assertStringContainsString('QQ_WXPAY_LIBRARY names /nowhere.so', self::said([], '/nowhere.so'));
        $said = self::php([], str_replace('try {', 'putenv("QQ_WXPAY_LIBRARY"); try {', self::program()), []);
        self::assertStringContainsString('lib/linux-' . php_uname('m'), $said);
        self::assertStringContainsString('cargo build', $said);
    }

    public function testALibraryThatIsNone(): void
    {
        self::assertStringContainsString('is not a library', self::said([], self::file('text.so', 'not a library')));
        $cut = (string) file_get_contents(LibraryFile::named(), false, null, 0, 5000);
        self::assertStringContainsString('is cut', self::said([], self::file('cut.so', $cut)));
    }

    public function testALibraryOfAnotherProcessorOrLibc(): void
    {
        $head = (string) file_get_contents(LibraryFile::named(), false, null, 0, 5000);
        $other = $head;
        $other[18] = php_uname('m') === 'aarch64' ? "\x3e" : "\xb7";
        self::assertStringContainsString('and this PHP runs on ' . php_uname('m'), self::said([], self::file('other.so', $other)));
        self::assertStringContainsString('is for musl', self::said([], self::file('musl.so', file_get_contents(self::empty()) . "libc.musl-x86_64.so.1\0")));
    }

    public function testALibraryOfAnotherVersion(): void
    {
        $program = <<<'C'
            unsigned qq_wxpay_abi_version(void) { return 7; }
            const char *qq_wxpay_library_version(void) { return "9.9.9"; }
            const char *qq_wxpay_schema_hash(void) { return "0123456789abcdef"; }
            C;
        $names = [];
        preg_match_all('/\b(qq_wxpay_\w+)\(/', LibraryFile::declarations(), $names);
        foreach (array_diff(array_unique($names[1]), ['qq_wxpay_abi_version', 'qq_wxpay_library_version', 'qq_wxpay_schema_hash']) as $name) {
            $program .= "\nvoid {$name}(void) {}";
        }
        $library = self::$folder . '/version.so';
        $compiled = proc_open(['cc', '-shared', '-fPIC', '-o', $library, '-x', 'c', '-'], [['pipe', 'r']], $pipes);
        self::assertIsResource($compiled);
        fwrite($pipes[0], $program);
        fclose($pipes[0]);
        self::assertSame(0, proc_close($compiled), 'a C compiler is there');
        $said = self::said([], $library);
        foreach (['9.9.9', 'ABI 7', '0123456789abcdef', 'composer reinstall'] as $wanted) {
            self::assertStringContainsString($wanted, $said);
        }
        self::assertStringContainsString('does not load', self::said([], self::empty()));
    }

    public function testPreloading(): void
    {
        $preload = ['-d', 'opcache.enable_cli=1', '-d', 'opcache.preload=' . \dirname(__DIR__) . '/preload.php', '-d', 'ffi.enable=preload'];
        // As root PHP preloads only for another user, whose workers open the library themselves.
        $user = posix_getuid() === 0 ? ['-d', 'opcache.preload_user=root'] : [];
        self::assertMatchesRegularExpression('/^\d+\.\d+\.\d+/', self::php([...$preload, ...$user], self::program(), []));
    }

    /** Without `opcache.preload_user`, which root must have: `FFI::load` for all workers, and `FFI::scope` in each. */
    public function testTheLibraryIsOpenedOnceForAllWorkers(): void
    {
        $nobody = posix_getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
        $folder = self::$folder . '/for-nobody';
        exec('cp -r ' . escapeshellarg(\dirname(__DIR__) . '/src') . ' ' . escapeshellarg(\dirname(__DIR__) . '/ffi') . ' ' . escapeshellarg(\dirname(__DIR__) . '/preload.php') . ' ' . escapeshellarg(LibraryFile::named()) . ' ' . escapeshellarg(self::directory($folder)));
        chmod(self::$folder, 0755);
        $program = 'echo get_debug_type(FFI::scope("QQ_WXPAY")), " ", QqWxPay\Internal\Native::instance()->version();';
        $autoload = 'foreach (["Generated/Schema", "Internal/Hidden", "Internal/Answer"] as $class) { require_once "' . $folder . '/src/{$class}.php"; } ';
        $command = [...$nobody, \PHP_BINARY, '-d', 'opcache.enable_cli=1', '-d', "opcache.preload={$folder}/preload.php", '-d', 'ffi.enable=preload', '-r', $autoload . $program];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes, '/', ['QQ_WXPAY_LIBRARY' => $folder . '/' . basename(LibraryFile::named())]);
        self::assertIsResource($process);
        self::assertMatchesRegularExpression('/^FFI \d+\.\d+\.\d+$/', (string) stream_get_contents($pipes[1]));
        proc_close($process);
        exec('rm -r ' . escapeshellarg($folder));
    }

    private static function program(): string
    {
        return 'require "' . __DIR__ . '/bootstrap.php"; try { echo QqWxPay\Internal\Native::instance()->version(); } catch (QqWxPay\Exception\LibraryException $error) { echo $error->getMessage(); }';
    }

    /** @param list<string> $settings */
    private static function said(array $settings, ?string $library = null): string
    {
        $options = array_merge(...array_map(static fn (string $setting): array => ['-d', $setting], $settings), ...[[]]);

        return self::php($options, self::program(), $library === null ? [] : ['QQ_WXPAY_LIBRARY' => $library]);
    }

    /**
     * @param list<string> $options
     * @param array<string, string> $env
     */
    private static function php(array $options, string $program, array $env): string
    {
        $process = proc_open([\PHP_BINARY, ...$options, '-r', $program], [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes, null, $env + getenv());
        self::assertIsResource($process);
        $said = (string) stream_get_contents($pipes[1]);
        proc_close($process);

        return $said;
    }

    /**
     * @param list<string> $names
     * @return list<string>
     */
    private static function extensions(array $names): array
    {
        $folder = (string) ini_get('extension_dir');

        return array_merge(...array_map(static fn (string $name): array => is_file("{$folder}/{$name}.so") ? ['-d', "extension={$name}"] : [], $names));
    }

    private static function file(string $name, string $content): string
    {
        file_put_contents(self::$folder . "/{$name}", $content);

        return self::$folder . "/{$name}";
    }

    private static function directory(string $path): string
    {
        mkdir($path, 0755);

        return $path;
    }

    private static function empty(): string
    {
        $library = self::$folder . '/empty.so';
        exec('cc -shared -o ' . escapeshellarg($library) . ' -x c /dev/null', $said, $code);
        self::assertSame(0, $code);

        return $library;
    }
}
