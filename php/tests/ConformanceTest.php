<?php

declare(strict_types=1);

namespace QqWxPay\Tests;

use PHPUnit\Framework\TestCase;
use QqWxPay\Client;
use QqWxPay\Exception\InvalidInputException;
use QqWxPay\Exception\QqWxPayException;
use QqWxPay\Generated\Preparations;
use QqWxPay\HandledNotification;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\HostParts;
use QqWxPay\Internal\Json;
use QqWxPay\Internal\Log;
use QqWxPay\Internal\Native;
use QqWxPay\Model;
use QqWxPay\Prepared;
use QqWxPay\PreparedBill;
use QqWxPay\PreparedRequest;
use QqWxPay\Record;
use QqWxPay\Tests\Support\Cases;

/** Every case of tests/cases: the same cases, the same passes as in Rust. */
final class ConformanceTest extends TestCase
{
    /** A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends at a closed door of this machine. */
    protected function setUp(): void
    {
        putenv('HTTPS_PROXY=http://127.0.0.1:9');
    }

    protected function tearDown(): void
    {
        putenv('HTTPS_PROXY');
    }

    public function testEveryCasePasses(): void
    {
        [$counts, $failures] = [[], []];
        foreach (Cases::all() as $case) {
            $found = Cases::difference($case['expect'], $this->observed($case), '');
            $counts[$case['operation']] ??= [0, 0, 0];
            $counts[$case['operation']][$found === null ? 0 : 1]++;
            if ($found !== null) {
                $failures[] = "{$case['file']} / {$case['name']}{$found}";
            }
        }
        ksort($counts);
        // For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
        @mkdir(ROOT . '/target/conformance', 0777, true);
        $rows = array_map(static fn (string $operation, array $row): string => $operation . "\t" . implode("\t", $row) . "\n", array_keys($counts), $counts);
        file_put_contents(ROOT . '/target/conformance/PHP.tsv', implode('', $rows));
        self::assertGreaterThan(900, array_sum(array_map(array_sum(...), $counts)));
        self::assertSame([], \array_slice($failures, 0, 20), \count($failures) . ' failures');
    }

    public function testACaseThatExpectsSomethingElseFails(): void
    {
        $case = current(array_filter(Cases::all(), static fn (array $case): bool => $case['name'] === 'direct payment'));
        $observed = $this->observed($case);
        self::assertNull(Cases::difference($case['expect'], $observed, ''));
        foreach (['outcome' => 'refused', 'id' => 'EV-2'] as $name => $wrong) {
            self::assertNotNull(Cases::difference([$name => $wrong] + $case['expect'], $observed, ''), $name);
        }
    }

    public function testEveryKindOfErrorHasAClassAndOccurs(): void
    {
        $kinds = array_unique(array_filter(array_map(static fn (array $case): ?string => $case['expect']['error']['kind'] ?? null, Cases::all())));
        $classes = (new \ReflectionClass(QqWxPayException::class))->getConstant('CLASSES');
        self::assertEqualsCanonicalizing(array_map(static fn (string $class): string => $class::KIND, $classes), array_values($kinds));
    }

    public function testEveryOperationIsAMethod(): void
    {
        $operations = Native::instance()->library('operations');
        self::assertGreaterThan(30, \count($operations));
        foreach ($operations as $operation) {
            self::assertTrue(method_exists(Client::class, Cases::camel($operation)), $operation);
        }
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    private function observed(array $case): array
    {
        try {
            return $this->performed(...[...self::client($case), $case]);
        } catch (QqWxPayException $error) {
            return ['error' => Cases::named($error)];
        }
    }

    /**
     * The client of a case; most have the same.
     *
     * @param array<string, mixed> $case
     * @return array{Client, Calls}
     */
    private static function client(array $case): array
    {
        static $known = [];
        $given = ['settings' => (object) $case['settings'], 'now' => $case['now'], 'nonce' => $case['nonce']];
        // Certificates are learnt, and notifications remembered: those have one of their own.
        $key = \in_array($case['operation'], ['handle_notification', 'refresh_certificates'], true) ? null : json_encode($given, \JSON_THROW_ON_ERROR);
        if ($key !== null && isset($known[$key])) {
            return $known[$key];
        }
        $calls = new Calls($given, new HostParts(null, null, null, null, null, new Log(null)), null);
        $pay = (new \ReflectionClass(Client::class))->newInstanceWithoutConstructor();
        (new \ReflectionProperty(Client::class, 'calls'))->setValue($pay, $calls);

        return $key === null ? [$pay, $calls] : ($known[$key] = [$pay, $calls]);
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    private function performed(Client $pay, Calls $calls, array $case): array
    {
        $operation = $case['operation'];
        if ($operation === 'settings') {
            return ['result' => ['mchid' => $pay->merchant()->mchid]];
        }
        if ($operation === 'handle_notification') {
            return $this->notification($pay->handleNotification($case['headers'] ?? [], (string) ($case['body'] ?? '')), $case);
        }
        if (\in_array($operation, ['encrypt_sensitive_offline', 'decrypt_sensitive'], true)) {
            $result = $calls->now($operation, $case['raw'], static fn (mixed $json): array => $json);

            return ['result' => isset($result['ciphertext']) ? ['serial' => $result['serial'], 'characters' => \strlen($result['ciphertext'])] : Cases::snake($result)];
        }
        if (\in_array($operation, ['trade_bill_file', 'fund_flow_bill_file', 'v2_trade_bill'], true)) {
            return $this->bill($pay->prepare()->{Cases::camel($operation)}($this->typed($operation, $case)), $case['reply'] ?? null);
        }
        if (isset($case['reply'])) {
            return $this->exchange($this->prepared($pay, $case), $case);
        }
        // The request as it is, so that the library judges it; and what is right goes through the classes, too.
        $raw = $this->exchange($calls->prepare($operation, $case['raw'], $case['access_token'] ?? null, static fn (mixed $json): mixed => $json), $case);
        if ($operation !== 'self_test') {
            self::assertSame($raw, $this->exchange($this->prepared($pay, $case), $case), $case['name']);
        }

        return $raw;
    }

    /** @param array<string, mixed> $case */
    private function prepared(Client $pay, array $case): Prepared
    {
        $with = array_filter([$this->typed($case['operation'], $case), $case['access_token'] ?? null], static fn (mixed $part): bool => $part !== null);

        return $pay->prepare()->{Cases::camel($case['operation'])}(...array_values($with));
    }

    /** @param array<string, mixed> $case */
    private function typed(string $operation, array $case): ?Record
    {
        $parameter = (new \ReflectionMethod(Preparations::class, Cases::camel($operation)))->getParameters()[0] ?? null;
        $class = $parameter?->getType()?->getName();

        return $class !== null && is_subclass_of($class, Record::class) ? $class::fromArray(Cases::camels($case['request'] ?? [])) : null;
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    private function exchange(Prepared $prepared, array $case): array
    {
        $isSelfTest = $case['operation'] === 'self_test';
        if (!isset($case['reply'])) {
            $request = self::request($prepared->request);
            if ($isSelfTest) {
                // Encryption is random: of the encrypted text only the length is observed.
                $body = json_decode($request['body'], true, 16, \JSON_THROW_ON_ERROR);
                $request['body'] = ['encrypted_echo_message' => isset($body['encrypted_echo_message']) ? \strlen($body['encrypted_echo_message']) : null] + $body;
            }

            return ['request' => $request];
        }
        $result = self::plain($prepared->finish(...self::parts($case['reply'])));
        if ($isSelfTest) {
            $state = static fn (string $check): ?string => $result[$check]['state'] ?? null;
            $holds = $state('signature') === 'holds' && $state('verification') === 'holds' && $state('clock') === 'holds';
            $result['passed'] = $holds && $state('encryption') !== 'fails' && $state('callback') !== 'fails';
        }

        return ['result' => $result];
    }

    /**
     * @param array<string, mixed>|null $reply
     * @return array<string, mixed>
     */
    private function bill(PreparedBill $prepared, ?array $reply): array
    {
        if ($reply === null) {
            return ['request' => self::request($prepared->request)];
        }
        [$status, $headers, $body] = self::parts($reply);
        $rows = [];
        foreach ($prepared->read($status, $headers, $body === '' ? [] : str_split($body, 7)) as $row) {
            $rows[] = self::plain($row);
        }

        return ['rows' => $rows, 'result' => self::plain($prepared->finished())];
    }

    /**
     * @param array<string, mixed> $case
     * @return array<string, mixed>
     */
    private function notification(HandledNotification $handled, array $case): array
    {
        $outcome = Cases::snake($handled->outcome->toArray());
        if (isset($outcome['error'])) {
            $outcome['error'] = Cases::named(QqWxPayException::fromArray($handled->outcome->toArray()['error']));
        }
        $kind = $handled->eventKind;
        $answer = $handled->answer ?? ($kind === null ? $handled->failure : $handled->accept($kind));

        return [
            'outcome' => $outcome['type'],
            'id' => $handled->id,
            'order' => self::plain($handled->order),
            'refund' => self::plain($handled->refund),
            'event' => $kind === null ? null : ['type' => $kind->value, $kind->value => self::plain($handled->event())],
            'acknowledgement' => self::plain($answer),
            'value' => isset($outcome['error']) ? null : $outcome['payment'] ?? $outcome['refund'] ?? $outcome['echo'] ?? $outcome['event'] ?? null,
            'error' => $outcome['error'] ?? null,
            'state' => $outcome['state'] ?? null,
            'as_expected' => isset($case['expected']) ? $this->asExpected($handled, $case['expected']) : null,
        ];
    }

    /** @param array<string, mixed> $expected */
    private function asExpected(HandledNotification $handled, array $expected): mixed
    {
        try {
            $handled->compare($expected);

            return true;
        } catch (InvalidInputException $error) {
            throw $error; // what is wrong with the expectation itself is no difference
        } catch (QqWxPayException $error) {
            return Cases::named($error);
        }
    }

    /** @return array<string, mixed> */
    private static function request(PreparedRequest $request): array
    {
        return ['method' => $request->method, 'url' => $request->url, 'headers' => $request->headers, 'body' => $request->body];
    }

    /**
     * @param array<string, mixed> $reply
     * @return array{int, array<string, string>, string}
     */
    private static function parts(array $reply): array
    {
        $body = isset($reply['body_base64']) ? (string) base64_decode($reply['body_base64'], true) : (string) ($reply['body'] ?? '');

        return [$reply['status'], $reply['headers'] ?? [], $body];
    }

    private static function plain(mixed $value): mixed
    {
        return $value instanceof Record ? Cases::snake($value->toArray()) : $value;
    }
}
