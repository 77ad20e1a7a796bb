<?php

declare(strict_types=1);

namespace QqWxPay\Tests\Support;

/** PHP-FPM with a shop, for as long as the object lives. */
final class Fpm
{
    public readonly FastCgi $web;
    private readonly string $folder;

    /** @var resource */
    private $process;

    /**
     * @param array<string, string> $env of the shop
     * @param array<string, string> $settings of PHP
     */
    public function __construct(array $env, int $workers, int $mostRequests, array $settings = [])
    {
        $this->folder = sys_get_temp_dir() . '/qq-wxpay-fpm-' . bin2hex(random_bytes(4));
        mkdir($this->folder);
        $pool = "[global]\nerror_log = {$this->folder}/log\ndaemonize = no\n[shop]\nlisten = {$this->folder}/socket\nlisten.backlog = 1024\npm = static\npm.max_children = {$workers}\npm.max_requests = {$mostRequests}\nclear_env = no\ncatch_workers_output = yes\n"
            . (posix_getuid() === 0 ? "user = root\ngroup = root\n" : '');
        file_put_contents("{$this->folder}/pool.conf", $pool);
        $command = [self::program(), '--nodaemonize', '--fpm-config', "{$this->folder}/pool.conf", ...(posix_getuid() === 0 ? ['--allow-to-run-as-root'] : [])];
        foreach ($settings + ['opcache.enable' => '1', 'ffi.enable' => 'preload', 'opcache.preload' => ROOT . '/php/preload.php', 'opcache.preload_user' => posix_getuid() === 0 ? 'root' : ''] as $name => $value) {
            array_push($command, '-d', "{$name}={$value}");
        }
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', "{$this->folder}/out", 'w'], ['file', "{$this->folder}/out", 'a']], $pipes, null, $env + getenv());
        $this->process = \is_resource($process) ? $process : throw new \RuntimeException('PHP-FPM did not start');
        $this->web = new FastCgi("{$this->folder}/socket", \dirname(__DIR__) . '/fpm/shop.php');
    }

    public function __destruct()
    {
        proc_terminate($this->process, \SIGTERM);
        proc_close($this->process);
        array_map(unlink(...), glob("{$this->folder}/*") ?: []);
        @rmdir($this->folder);
    }

    public static function program(): string
    {
        // That of the PHP that runs, where there are several.
        $own = sprintf('/usr/sbin/php-fpm%d.%d', \PHP_MAJOR_VERSION, \PHP_MINOR_VERSION);
        foreach (is_file($own) ? [$own] : (glob('/usr/sbin/php-fpm*') ?: []) as $program) {
            return $program;
        }

        return 'php-fpm';
    }

    public function log(): string
    {
        return (string) @file_get_contents("{$this->folder}/log") . (string) @file_get_contents("{$this->folder}/out");
    }

    /** @return list<int> */
    public function workers(): array
    {
        $master = proc_get_status($this->process)['pid'];
        $children = (string) @file_get_contents("/proc/{$master}/task/{$master}/children");

        return array_map(intval(...), array_filter(explode(' ', $children)));
    }

    /** What a worker has in memory of its own, in KiB. */
    public static function memory(int $worker): int
    {
        preg_match('/^RssAnon:\s+(\d+)/m', (string) @file_get_contents("/proc/{$worker}/status"), $found);

        return (int) ($found[1] ?? 0);
    }
}
