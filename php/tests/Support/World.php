<?php

declare(strict_types=1);

namespace QqWxPay\Tests\Support;

use QqWxPay\Client;
use QqWxPay\Model\OrderAmount;
use QqWxPay\Model\OrderRequest;
use QqWxPay\Model\SceneInfo;
use QqWxPay\Model\Settings;

/** A sandbox, and a merchant's address that keeps what it receives. */
final class World
{
    private static ?self $shared = null;

    public readonly string $base;

    /** @var array<string, string> */
    public readonly array $env;

    private readonly string $folder;

    /** @var list<resource> */
    private array $processes = [];

    /**
     * @param string|null $notifyUrl where notifications go; else they are kept for {@see notification}
     * @param string ...$options more of the sandbox's own
     */
    public function __construct(?string $notifyUrl = null, string ...$options)
    {
        $this->folder = sys_get_temp_dir() . '/qq-wxpay-php-' . bin2hex(random_bytes(6));
        mkdir($this->folder);
        $notifyUrl ??= 'http://127.0.0.1:' . $this->startReceiver() . '/notify';
        $file = "{$this->folder}/sandbox.env";
        $command = [TARGET . '/debug/qq-wxpay', 'sandbox', '--port', '0', '--write-env', $file, '--notify-url', $notifyUrl, '--time-scale', '1000', ...$options];
        $process = proc_open($command, [['file', '/dev/null', 'r'], ['file', "{$this->folder}/out", 'w'], ['file', '/dev/null', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('the sandbox did not start');
        }
        $this->processes[] = $process;
        $this->until(fn (): bool => is_file($file) && filesize($file) > 0 && preg_match('~http://127\.0\.0\.1:\d+~', $this->said()) === 1);
        preg_match('~http://127\.0\.0\.1:\d+~', $this->said(), $found);
        $this->base = $found[0];
        $env = [];
        foreach (file($file, \FILE_IGNORE_NEW_LINES) ?: [] as $line) {
            if (preg_match('/^(?:export )?([A-Z0-9_]+)=(.*)$/', $line, $parts) === 1) {
                $env[$parts[1]] = trim($parts[2], '\'"');
            }
        }
        $this->env = ['QQ_WXPAY_NOTIFY_URL' => $notifyUrl] + $env;
    }

    public function __destruct()
    {
        foreach ($this->processes as $process) {
            proc_terminate($process);
            proc_close($process);
        }
        foreach (glob("{$this->folder}/{,*/}*", \GLOB_BRACE) ?: [] as $file) {
            is_file($file) && unlink($file);
        }
        @rmdir("{$this->folder}/received");
        @rmdir($this->folder);
    }

    /** One for all tests that do not count what it sees. */
    public static function shared(): self
    {
        if (self::$shared === null) {
            self::$shared = new self();
            register_shutdown_function(static function (): void {
                self::$shared = null;
            });
        }

        return self::$shared;
    }

    /**
     * @param array<string, string> $change
     * @param mixed ...$parts
     */
    public function client(array $change = [], mixed ...$parts): Client
    {
        return Client::fromEnvironment($change + $this->env, ...($parts + ['logger' => new Lines()]));
    }

    /** The settings that the environment variables say. */
    public function settings(): Settings
    {
        return self::settingsOf($this->env);
    }

    /** @param array<string, string> $env */
    public static function settingsOf(array $env, string ...$change): Settings
    {
        $given = [];
        foreach ($env as $name => $value) {
            $given[lcfirst(str_replace(' ', '', ucwords(strtolower(strtr(substr($name, \strlen('QQ_WXPAY_')), '_', ' ')))))] = $value;
        }
        if (isset($given['linkHosts'])) {
            $given['linkHosts'] = explode(',', $given['linkHosts']);
        }

        return Settings::fromArray($change + $given);
    }

    /** @return array<array-key, mixed>|null */
    public function control(string $method, string $path, mixed $content = null): ?array
    {
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => 'Content-Type: application/json',
            'content' => $content === null ? '' : json_encode($content, \JSON_THROW_ON_ERROR),
            'ignore_errors' => true,
            'timeout' => 20,
        ]]);
        $reply = (string) file_get_contents($this->base . $path, false, $context);
        if (preg_match('~^HTTP/\S+ 2~', $http_response_header[0] ?? '') !== 1) {
            throw new \RuntimeException("{$method} {$path}: {$http_response_header[0]} {$reply}");
        }

        return $reply === '' ? null : json_decode($reply, true, 64, \JSON_THROW_ON_ERROR);
    }

    /** While the function runs, an endpoint fails. */
    public function fault(string $endpoint, string $kind, \Closure $meanwhile, int $times = 9): mixed
    {
        $this->control('POST', '/sandbox/faults', ['endpoint' => $endpoint, 'kind' => $kind, 'times' => $times]);
        try {
            return $meanwhile();
        } finally {
            $this->control('DELETE', '/sandbox/faults');
        }
    }

    public function pay(string $link): void
    {
        $this->control('POST', '/sandbox/pay', ['h5_url' => $link]);
    }

    /**
     * The notification that is wanted, of those that come.
     *
     * @param \Closure(array<string, string>, string): bool $isWanted
     * @return array{array<string, string>, string}
     */
    public function notification(\Closure $isWanted): array
    {
        $found = null;
        $this->until(function () use ($isWanted, &$found): bool {
            foreach (glob("{$this->folder}/received/*.json") ?: [] as $file) {
                [$headers, $body] = json_decode((string) file_get_contents($file), true, 8, \JSON_THROW_ON_ERROR);
                $body = base64_decode($body, true);
                if ($isWanted($headers, $body)) {
                    $found = [$headers, $body];

                    return true;
                }
            }

            return false;
        });

        return $found;
    }

    public static function number(): string
    {
        return 'PHP' . bin2hex(random_bytes(8));
    }

    /** An order of 19.99 yuan. */
    public static function order(?string $number = null): OrderRequest
    {
        return new OrderRequest(
            outTradeNo: $number ?? self::number(),
            description: '蓝色马克杯',
            amount: new OrderAmount(total: 1999),
            sceneInfo: new SceneInfo(payerClientIp: '203.0.113.7'),
        );
    }

    public static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        preg_match('/:(\d+)$/', (string) stream_socket_get_name($socket ?: throw new \RuntimeException('no port'), false), $found);
        fclose($socket);

        return (int) $found[1];
    }

    public function until(\Closure $isSo, float $seconds = 60): void
    {
        $end = microtime(true) + $seconds;
        while (!$isSo()) {
            if (microtime(true) > $end) {
                throw new \RuntimeException("not within {$seconds} seconds");
            }
            usleep(10_000);
        }
    }

    private function said(): string
    {
        return (string) @file_get_contents("{$this->folder}/out");
    }

    private function startReceiver(): int
    {
        mkdir("{$this->folder}/received");
        $port = self::freePort();
        $process = proc_open([\PHP_BINARY, '-S', "127.0.0.1:{$port}", __DIR__ . '/receiver.php'], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes, null, ['RECEIVED' => "{$this->folder}/received"] + getenv());
        if ($process === false) {
            throw new \RuntimeException('the receiver did not start');
        }
        $this->processes[] = $process;
        $this->until(static fn (): bool => @fsockopen('127.0.0.1', $port) !== false);

        return $port;
    }
}
