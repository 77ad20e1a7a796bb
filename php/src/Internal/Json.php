<?php

declare(strict_types=1);

namespace QqWxPay\Internal;

use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Record;

/**
 * What crosses the border.
 *
 * @internal
 */
final class Json
{
    private const FLAGS = \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES;

    /** @throws QqWxPayException naming the field with text that is not UTF-8 */
    public static function encode(#[\SensitiveParameter] mixed $value): string
    {
        try {
            return json_encode(self::whole($value), self::FLAGS);
        } catch (\JsonException) {
            // What it throws would show the values in its trace.
        }
        throw QqWxPayException::facade('WRONG_TYPE', self::unreadable($value, '') ?? '(the request)', 'text that is not UTF-8, or something that JSON cannot hold');
    }

    /** The fields of a request; nothing given is an empty object. */
    public static function request(#[\SensitiveParameter] mixed $request): string
    {
        return $request === null || $request === [] ? '{}' : self::encode($request);
    }

    public static function decode(#[\SensitiveParameter] string $json): mixed
    {
        return json_decode($json, true, 64, \JSON_THROW_ON_ERROR);
    }

    /** A name or value of a header, whatever its bytes are. */
    public static function scrubbed(#[\SensitiveParameter] string $text): string
    {
        if (preg_match('//u', $text) === 1) {
            return $text;
        }

        return json_decode(json_encode($text, \JSON_INVALID_UTF8_SUBSTITUTE | \JSON_THROW_ON_ERROR), false, 2, \JSON_THROW_ON_ERROR);
    }

    /** With what `json_encode` of a record hides. */
    private static function whole(#[\SensitiveParameter] mixed $value): mixed
    {
        return match (true) {
            $value instanceof Record => (object) array_map(self::whole(...), (array) $value->whole()),
            $value instanceof \stdClass => (object) array_map(self::whole(...), (array) $value),
            \is_array($value) => array_map(self::whole(...), $value),
            default => $value,
        };
    }

    private static function unreadable(#[\SensitiveParameter] mixed $value, string $path): ?string
    {
        $value = self::whole($value);
        if (\is_string($value)) {
            return preg_match('//u', $value) === 1 ? null : $path;
        }
        foreach (\is_array($value) || \is_object($value) ? (array) $value : [] as $name => $item) {
            $inner = \is_int($name) ? "{$path}[{$name}]" : ltrim("{$path}.{$name}", '.');
            $found = self::unreadable($item, $inner);
            if ($found !== null) {
                return $found;
            }
        }

        return null;
    }
}
