<?php

declare(strict_types=1);

namespace QqWxPay\Tests\Support;

/** Speaks FastCGI with PHP-FPM, as a web server does: many requests at once. */
final class FastCgi
{
    public function __construct(private readonly string $socket, private readonly string $script)
    {
    }

    /**
     * One request.
     *
     * @param array<string, string> $headers
     * @return array{int, string} status and body; status 0 when the worker went away
     */
    public function request(string $path, string $method = 'GET', string $body = '', array $headers = []): array
    {
        $answers = $this->all([[$path, $method, $body, $headers]], 1);

        return $answers[0];
    }

    /**
     * Many requests, so many at once; between answers `$meanwhile` is called with how many there are.
     *
     * @param list<array{string, string, string, array<string, string>}> $requests
     * @param (\Closure(int): void)|null $meanwhile
     * @return list<array{int, string}>
     */
    public function all(array $requests, int $atOnce, ?\Closure $meanwhile = null): array
    {
        $open = $received = $answers = [];
        $next = 0;
        while (\count($answers) < \count($requests)) {
            while (\count($open) < $atOnce && $next < \count($requests)) {
                $open[$next] = $this->send(...$requests[$next]);
                $received[$next++] = '';
            }
            $readable = $open;
            [$write, $except] = [null, null];
            if ((int) @stream_select($readable, $write, $except, 30) === 0) {
                throw new \RuntimeException('no answer within 30 seconds');
            }
            foreach ($readable as $key => $stream) {
                $piece = (string) fread($stream, 65536);
                $received[$key] .= $piece;
                if ($piece === '' && feof($stream)) {
                    fclose($stream);
                    $answers[$key] = self::read($received[$key]);
                    unset($open[$key], $received[$key]);
                    if ($meanwhile !== null) {
                        $meanwhile(\count($answers));
                    }
                }
            }
        }
        ksort($answers);

        return array_values($answers);
    }

    /**
     * @param array<string, string> $headers
     * @return resource
     */
    private function send(string $path, string $method, string $body, array $headers)
    {
        $end = microtime(true) + 10;
        while (($stream = @stream_socket_client("unix://{$this->socket}", $code, $message, 5)) === false) {
            if (microtime(true) > $end) {
                throw new \RuntimeException("PHP-FPM does not listen: {$message}");
            }
            usleep(5_000);
        }
        $params = [
            'SCRIPT_FILENAME' => $this->script, 'DOCUMENT_URI' => $path, 'REQUEST_URI' => $path, 'REQUEST_METHOD' => $method, 'SERVER_PROTOCOL' => 'HTTP/1.1',
            'GATEWAY_INTERFACE' => 'CGI/1.1', 'CONTENT_LENGTH' => (string) \strlen($body), 'QUERY_STRING' => '',
        ];
        foreach ($headers as $name => $value) {
            $params[strcasecmp($name, 'content-type') === 0 ? 'CONTENT_TYPE' : 'HTTP_' . strtr(strtoupper($name), '-', '_')] = $value;
        }
        $pairs = '';
        foreach ($params as $name => $value) {
            $pairs .= self::length($name) . self::length($value) . $name . $value;
        }
        $bytes = self::record(1, "\0\1\0\0\0\0\0\0") . self::record(4, $pairs) . self::record(4, '');
        foreach ($body === '' ? [] : str_split($body, 65000) as $piece) {
            $bytes .= self::record(5, $piece);
        }
        @fwrite($stream, $bytes . self::record(5, ''));

        return $stream;
    }

    private static function record(int $type, string $content): string
    {
        return pack('CCnnCC', 1, $type, 1, \strlen($content), 0, 0) . $content;
    }

    private static function length(string $text): string
    {
        return \strlen($text) < 128 ? \chr(\strlen($text)) : pack('N', \strlen($text) | 0x80000000);
    }

    /** @return array{int, string} */
    private static function read(string $bytes): array
    {
        $out = '';
        $hasEnded = false;
        for ($at = 0; $at + 8 <= \strlen($bytes);) {
            $head = unpack('Cversion/Ctype/nid/nlength/Cpadding', substr($bytes, $at, 7));
            $hasEnded = $hasEnded || $head['type'] === 3;
            $out .= $head['type'] === 6 ? substr($bytes, $at + 8, $head['length']) : '';
            $at += 8 + $head['length'] + $head['padding'];
        }
        if (!$hasEnded) {
            return [0, $out];
        }
        [$headers, $body] = explode("\r\n\r\n", $out, 2) + ['', ''];
        preg_match('/^Status: (\d+)/mi', $headers, $status);

        return [(int) ($status[1] ?? 200), $body];
    }
}
