<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\LibraryException;

/**
 * The native library. All that uses PHP's FFI is here: where only preloaded code may use it, this file is the one to preload.
 *
 * @internal
 */
final class Native
{
    public const OK = 0;
    public const FAILED = 1;
    public const NOTHING = 2;

    private const ABI_VERSION = 1;
    private const EVENTS_AT_ONCE = 32;

    private static ?self $instance = null;

    private readonly \FFI\CData $events;

    /** @var array<string, array{\FFI\CData, \FFI\CData|null}> */
    private array $names = [];

    private function __construct(private readonly \FFI $ffi)
    {
        $this->events = $this->made('qq_wxpay_event[' . self::EVENTS_AT_ONCE . ']');
    }

    /** @throws LibraryException naming what is missing, and what to do */
    public static function instance(): self
    {
        return self::$instance ??= self::load();
    }

    /** Calls a function that belongs to no client. */
    public function library(string $method, mixed $arguments = null): mixed
    {
        return Calls::told($this->call(0, $method, Json::request($arguments)), null)->json();
    }

    public function call(int $object, string $method, #[\SensitiveParameter] string $arguments, #[\SensitiveParameter] string $body = ''): Answer
    {
        $out = $this->made('qq_wxpay_result');
        [$given, $content] = [$this->copy($arguments), $this->copy($body)];
        $this->ffi->qq_wxpay_call($object, $this->name($method), $this->bytes($given, $arguments), $this->bytes($content, $body), 0, \FFI::addr($out));

        return $this->answer($out);
    }

    public function begin(int $object, string $method, #[\SensitiveParameter] string $arguments, #[\SensitiveParameter] string $body, int $milliseconds, int $tag): Answer
    {
        $out = $this->made('qq_wxpay_result');
        [$given, $content] = [$this->copy($arguments), $this->copy($body)];
        $this->ffi->qq_wxpay_begin($object, $this->name($method), $this->bytes($given, $arguments), $this->bytes($content, $body), $milliseconds, $tag, \FFI::addr($out));

        return $this->answer($out);
    }

    public function clientNew(#[\SensitiveParameter] string $parts, int $queue, int $tag): Answer
    {
        $out = $this->made('qq_wxpay_result');
        $given = $this->copy($parts);
        $this->ffi->qq_wxpay_client_new($this->bytes($given, $parts), $queue, $tag, \FFI::addr($out));

        return $this->answer($out);
    }

    public function queueNew(): Answer
    {
        $out = $this->made('qq_wxpay_result');
        $this->ffi->qq_wxpay_queue_new(null, null, \FFI::addr($out));

        return $this->answer($out);
    }

    public function queueDescriptor(int $queue): int
    {
        return $this->ffi->qq_wxpay_queue_descriptor($queue);
    }

    /** @return list<Event>|null `null` when the queue is gone */
    public function nextEvents(int $queue, int $milliseconds): ?array
    {
        $count = $this->ffi->qq_wxpay_next_events($queue, $milliseconds, $this->events, self::EVENTS_AT_ONCE);
        if ($count < 0) {
            return null;
        }
        $read = [];
        for ($index = 0; $index < $count; $index++) {
            $event = $this->events[$index];
            $read[] = new Event(
                $event->kind,
                $event->source,
                $event->tag,
                $event->question,
                $this->text($event->name),
                $this->copied($event->result),
            );
            $this->ffi->qq_wxpay_event_free(\FFI::addr($event));
        }

        return $read;
    }

    public function say(int $client, int $question, #[\SensitiveParameter] ?string $answer): void
    {
        $given = $this->copy($answer ?? '');
        $this->ffi->qq_wxpay_answer($client, $question, $this->bytes($given, $answer ?? ''), $answer === null);
    }

    public function cancel(int $call): void
    {
        $this->ffi->qq_wxpay_cancel($call);
    }

    public function release(int $object): void
    {
        $this->ffi->qq_wxpay_release($object);
    }

    /** Keeps an object by a name while the process goes on: PHP itself forgets everything after a request. */
    public function keep(string $name, int $object): void
    {
        $given = $this->copy($name);
        $this->ffi->qq_wxpay_keep($this->bytes($given, $name), $object);
    }

    /** The object of this name; 0 when there is none. */
    public function kept(string $name): int
    {
        $given = $this->copy($name);

        return $this->ffi->qq_wxpay_kept($this->bytes($given, $name));
    }

    public function version(): string
    {
        return self::string($this->ffi->qq_wxpay_library_version());
    }

    private static function load(): self
    {
        self::checkExtension();
        $ffi = self::preloaded() ?? self::opened(LibraryFile::find());
        self::checkVersion($ffi);

        return new self($ffi);
    }

    private static function checkExtension(): void
    {
        if (!\extension_loaded('ffi')) {
            throw new LibraryException('PHP has no extension "ffi" here. Debian and Ubuntu: it is part of php-common, `phpenmod ffi`; Docker images: `docker-php-ext-install ffi` (needs libffi-dev); Windows: `extension=ffi` in php.ini.');
        }
        $enabled = strtolower((string) \ini_get('ffi.enable'));
        if (\in_array($enabled, ['', '0', 'false', 'off', 'no'], true)) {
            throw new LibraryException('PHP\'s FFI is switched off: `ffi.enable` is "' . $enabled . '". Set `ffi.enable=true` in php.ini, or keep it to preloaded code: `ffi.enable=preload` with ' . self::preloading());
        }
    }

    /** The scope that `preload.php` has opened. */
    private static function preloaded(): ?\FFI
    {
        try {
            return \FFI::scope('QQ_WXPAY');
        } catch (\FFI\Exception) {
            return null;
        }
    }

    private static function opened(string $path): \FFI
    {
        try {
            return \FFI::cdef(LibraryFile::declarations(), $path);
        } catch (\FFI\Exception $refused) {
            if (str_contains($refused->getMessage(), 'restricted')) {
                throw new LibraryException('PHP\'s FFI is kept to preloaded code here: `ffi.enable` is "' . \ini_get('ffi.enable') . '". Preload it: ' . self::preloading() . ' Or set `ffi.enable=true`.');
            }
            throw new LibraryException(LibraryFile::whyNot($path, $refused->getMessage()));
        }
    }

    private static function preloading(): string
    {
        return '`opcache.enable=1`, `opcache.preload=' . \dirname(__DIR__, 2) . '/preload.php` and, where the server starts as root, `opcache.preload_user=www-data` in php.ini; then restart PHP.';
    }

    private static function checkVersion(\FFI $ffi): void
    {
        $abi = $ffi->qq_wxpay_abi_version();
        $hash = self::string($ffi->qq_wxpay_schema_hash());
        if ($abi !== self::ABI_VERSION || $hash !== \QqWxPay\Generated\Schema::HASH) {
            throw new LibraryException(\sprintf(
                'the native library %s is of version %s (ABI %d, schema %s), and this package was made for ABI %d, schema %s: it would be read wrongly. Install both of the same release: `composer reinstall qq-wxpay/qq-wxpay`, and copy no library from another one; with preloading, restart PHP afterwards.',
                LibraryFile::named(),
                self::string($ffi->qq_wxpay_library_version()),
                $abi,
                $hash,
                self::ABI_VERSION,
                \QqWxPay\Generated\Schema::HASH,
            ));
        }
    }

    /** PHP makes a string of `const char *` by itself; else it is copied. */
    private static function string(mixed $text): string
    {
        return \is_string($text) ? $text : ($text instanceof \FFI\CData ? \FFI::string($text) : '');
    }

    private function made(string $type): \FFI\CData
    {
        return $this->ffi->new($type) ?? throw new LibraryException("no memory for {$type}");
    }

    /** A text where the library can read it, for as long as the variable lives that holds it. */
    private function copy(#[\SensitiveParameter] string $text): ?\FFI\CData
    {
        $length = \strlen($text);
        if ($length === 0) {
            return null;
        }
        $copy = $this->made("uint8_t[{$length}]");
        \FFI::memcpy($copy, $text, $length);

        return $copy;
    }

    private function bytes(?\FFI\CData $copy, #[\SensitiveParameter] string $text): \FFI\CData
    {
        $bytes = $this->made('qq_wxpay_bytes');
        $bytes->length = \strlen($text);
        if ($copy !== null) {
            $bytes->data = $this->ffi->cast('uint8_t *', $copy);
        }

        return $bytes;
    }

    /** The name of a method: there are few, and they are kept. */
    private function name(string $method): \FFI\CData
    {
        if (!isset($this->names[$method])) {
            $copy = $this->copy($method);
            $this->names[$method] = [$this->bytes($copy, $method), $copy];
        }

        return $this->names[$method][0];
    }

    private function answer(\FFI\CData $result): Answer
    {
        $answer = $this->copied($result);
        $this->ffi->qq_wxpay_buffer_free($result->text);

        return $answer;
    }

    private function copied(\FFI\CData $result): Answer
    {
        return new Answer($result->status, $result->handle, $result->question, $this->text($result->text));
    }

    private function text(\FFI\CData $buffer): string
    {
        return $buffer->length > 0 ? \FFI::string($buffer->data, $buffer->length) : '';
    }
}
