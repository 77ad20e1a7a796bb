<?php

declare(strict_types=1);

namespace QqWxPay\Exception;

use QqWxPay\Internal\Native;
use QqWxPay\Internal\Read;
use QqWxPay\Text;

/**
 * Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions threw, in `getPrevious`.
 * There is a class for each kind, chosen by what the caller should do.
 *
 * @property-read string $code the code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own. `getCode()` is PHP's own number, always 0
 */
abstract class QqWxPayException extends \RuntimeException implements \JsonSerializable
{
    /** The kind: `invalid_input`, `config`, `key`, ... */
    public const KIND = '';

    private const CLASSES = [
        InvalidInputException::class,
        ConfigException::class,
        KeyMaterialException::class,
        SignatureException::class,
        StaleException::class,
        DecryptException::class,
        MalformedException::class,
        MismatchException::class,
        ApiException::class,
        TransportException::class,
    ];

    private readonly string $ownCode;

    final private function __construct(
        string $message,
        string $code,
        /** Who said it: `sdk`, `qq_token`, `qq_proxy`, `wechat_pay`. */
        public readonly string $origin,
        /** What may be done: `never`, `same_request`, or `confirm_first`: query, or repeat exactly; never a new order number. */
        public readonly string $retry,
        /** The field or setting that has to change, as a path. */
        public readonly ?string $field,
        /** What exactly was found; may be empty. */
        public readonly string $detail,
        /** HTTP status of the reply that caused it. */
        public readonly ?int $httpStatus,
        /** WeChat Pay's `Request-ID`: its support asks for it. */
        public readonly ?string $requestId,
        /** Why it happens; `null` for a code that is not in the table. */
        public readonly ?Text $cause,
        /** What to do about it; `null` for a code that is not in the table. */
        public readonly ?Text $remedy,
        ?\Throwable $previous,
    ) {
        parent::__construct($message, 0, $previous);
        $this->ownCode = $code;
    }

    /**
     * The error of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up: for tests of what you do with it.
     *
     * @param string|null $operation that fails: its remedy may be another one, and what may be done afterwards
     * @param string|null $origin `sdk`, `qq_token`, `qq_proxy`, `wechat_pay`; with it the code may be one that the table does not know
     * @throws InvalidInputException `ERROR_CODE_UNKNOWN` with the nearest, `UNKNOWN_OPERATION`, or one that names the field
     */
    public static function example(
        string $code,
        ?string $operation = null,
        ?string $origin = null,
        ?string $field = null,
        ?string $detail = null,
        ?int $httpStatus = null,
        ?string $requestId = null,
        ?string $retry = null,
    ): self {
        $given = array_filter(compact('code', 'operation', 'origin', 'field', 'detail', 'httpStatus', 'requestId', 'retry'), static fn (mixed $part): bool => $part !== null);

        return self::fromArray(Read::map(Native::instance()->library('example_error', ['example' => $given, 'names' => 'camel']), ''));
    }

    /** @param array<array-key, mixed> $json */
    public static function fromArray(array $json, ?\Throwable $previous = null): self
    {
        $text = static function (mixed $text): ?Text {
            $parts = $text === null ? null : Read::map($text, 'text');

            return $parts === null ? null : new Text(Read::text($parts['en'] ?? null, 'en'), Read::text($parts['zh'] ?? null, 'zh'));
        };
        $textOrNull = static fn (string $name): ?string => isset($json[$name]) ? Read::text($json[$name], $name) : null;
        $class = self::class(Read::text($json['kind'] ?? null, 'kind'));

        return new $class(
            Read::text($json['message'] ?? null, 'message'),
            Read::text($json['code'] ?? null, 'code'),
            Read::text($json['origin'] ?? null, 'origin'),
            Read::text($json['retry'] ?? null, 'retry'),
            $textOrNull('field'),
            Read::text($json['detail'] ?? '', 'detail'),
            isset($json['httpStatus']) ? Read::whole($json['httpStatus'], 'httpStatus') : null,
            $textOrNull('requestId'),
            $text($json['cause'] ?? null),
            $text($json['remedy'] ?? null),
            $previous,
        );
    }

    /**
     * All of it but what your own functions threw, for structured logs.
     *
     * @return array{kind: string, code: string, origin: string, field: string|null, detail: string, httpStatus: int|null, requestId: string|null, retry: string, cause: array{en: string, zh: string}|null, remedy: array{en: string, zh: string}|null, message: string}
     */
    public function toArray(): array
    {
        $text = static fn (?Text $text): ?array => $text === null ? null : ['en' => $text->en, 'zh' => $text->zh];

        return [
            'kind' => static::KIND,
            'code' => $this->ownCode,
            'origin' => $this->origin,
            'field' => $this->field,
            'detail' => $this->detail,
            'httpStatus' => $this->httpStatus,
            'requestId' => $this->requestId,
            'retry' => $this->retry,
            'cause' => $text($this->cause),
            'remedy' => $text($this->remedy),
            'message' => $this->getMessage(),
        ];
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return $this->toArray();
    }

    public function __get(string $name): mixed
    {
        return $name === 'code' ? $this->ownCode : throw new \Error(\sprintf('Undefined property: %s::$%s', static::class, $name));
    }

    public function __isset(string $name): bool
    {
        return $name === 'code';
    }

    /**
     * An error that this package finds; the library's table of codes explains it.
     *
     * @internal
     */
    public static function facade(string $code, ?string $field, string $detail): self
    {
        return self::fromArray(Read::map(Native::instance()->library('facade_error', ['code' => $code, 'field' => $field, 'detail' => $detail, 'names' => 'camel']), ''));
    }

    /** @return class-string<self> */
    private static function class(string $kind): string
    {
        foreach (self::CLASSES as $class) {
            if ($class::KIND === $kind) {
                return $class;
            }
        }
        throw new \LogicException("facade and library are of different versions: {$kind}");
    }
}
