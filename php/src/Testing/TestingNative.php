<?php

declare(strict_types=1);

namespace QqWxPay\Testing;

use QqWxPay\Exception\LibraryException;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\LibraryFile;

/**
 * The native half of the test kit: a library of its own, so that no production server carries it.
 *
 * @internal
 */
final class TestingNative
{
    private static ?self $instance = null;

    private function __construct(private readonly \FFI $ffi)
    {
    }

    public static function instance(): self
    {
        return self::$instance ??= self::load();
    }

    /** @param array<array-key, mixed> $arguments */
    public function call(string $method, #[\SensitiveParameter] array $arguments, ?int &$handle = null): mixed
    {
        $out = $this->ffi->new('qq_wxpay_result') ?? throw new LibraryException('no memory');
        [$methodBytes, $methodData] = $this->bytes($method);
        [$bytes, $data] = $this->bytes($arguments === [] ? '{}' : Json::encode($arguments));
        $status = $this->ffi->qq_wxpay_testing_call($methodBytes, $bytes, \FFI::addr($out));
        $text = $out->text->length > 0 ? \FFI::string($out->text->data, $out->text->length) : 'null';
        $handle = $out->handle;
        $this->ffi->qq_wxpay_testing_buffer_free($out->text);
        unset($methodData, $data); // until here the library has read them
        $json = Json::decode($text);
        if ($status !== 0) {
            throw TestingException::of($json);
        }

        return $json;
    }

    private static function load(): self
    {
        $path = LibraryFile::find('qq_wxpay_testing_c', 'QQ_WXPAY_TESTING_LIBRARY', 'qq-wxpay-testing-c');
        try {
            return new self(\FFI::cdef(LibraryFile::declarations('qq_wxpay_testing.h'), $path));
        } catch (\FFI\Exception $refused) {
            throw new LibraryException(LibraryFile::whyNot($path, $refused->getMessage()));
        }
    }

    /** @return array{\FFI\CData, \FFI\CData|null} what is handed over, and what it points at */
    private function bytes(#[\SensitiveParameter] string $text): array
    {
        $bytes = $this->ffi->new('qq_wxpay_bytes') ?? throw new LibraryException('no memory');
        $length = \strlen($text);
        $bytes->length = $length;
        $data = $length === 0 ? null : $this->ffi->new("uint8_t[{$length}]");
        if ($data !== null) {
            \FFI::memcpy($data, $text, $length);
            $bytes->data = $this->ffi->cast('uint8_t *', $data);
        }

        return [$bytes, $data];
    }
}
