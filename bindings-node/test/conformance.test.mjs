// Every case of tests/cases through the Node API: the same cases, the same passes as in Rust.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { QqWxPay, QqWxPayError, acknowledge } from './helpers.mjs';

// A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends at a closed door of this machine.
process.env.HTTPS_PROXY = 'http://127.0.0.1:9';

const folder = fileURLToPath(new URL('../../tests/cases/', import.meta.url));
const results = fileURLToPath(new URL('../../target/conformance', import.meta.url));
const load = (name) => JSON.parse(readFileSync(folder + name, 'utf8'));

function all() {
  const defaults = load('defaults.json');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !['defaults.json', 'keys.json'].includes(name));
  return files.sort().flatMap((file) => load(file).cases.map(({ name, operation, expect, ...own }) => {
    const settings = { ...defaults.settings, ...own.settings };
    for (const key of Object.keys(settings)) if (settings[key] === null) delete settings[key];
    return { file: file.slice(0, -5), name, operation, expect, inputs: { ...defaults, ...own, settings } };
  }));
}

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
/** Names of variables, headers and columns of a bill are no fields. */
const wire = (name) => (/^[a-z][A-Za-z0-9_.[\]]*$/.test(name) ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name);

/** The same with other names of its keys. */
function renamed(value, change) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, change));
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof QqWxPayError) return errorOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), renamed(item, change)]));
}

/** An error as the cases write it: wire names, also in its field. */
function errorOf(error) {
  if (!(error instanceof QqWxPayError)) throw error;
  const { kind, code, field, retry } = error;
  return { kind, code, field: field === undefined ? null : wire(field), retry };
}

/** Clients by settings, time and nonce: most cases share them, and to make one takes longer than a case. */
const clients = new Map();

/** The client of a case; for a notification one of its own, which has seen none before. */
function clientOf(operation, { settings, now, nonce }) {
  const made = () => new QqWxPay(renamed(settings, camel), { testing: { now, nonce } });
  if (operation === 'handle_notification') return made();
  const key = JSON.stringify([settings, now, nonce]);
  if (!clients.has(key)) clients.set(key, made());
  return clients.get(key);
}

async function observe({ operation, inputs }) {
  try {
    return renamed(await run(clientOf(operation, inputs), operation, inputs), wire);
  } catch (error) {
    return { error: errorOf(error) };
  }
}

async function run(pay, operation, inputs) {
  const [name, request] = [camel(operation), renamed(inputs.request, camel)];
  switch (operation) {
    case 'settings':
      return { result: { mchid: pay.merchant().mchid } };
    case 'handle_notification':
      return notification(pay, inputs);
    case 'encrypt_sensitive_offline': {
      const { serial, ciphertext } = pay.encryptSensitiveOffline(request);
      return { result: { serial, characters: ciphertext.length } };
    }
    case 'decrypt_sensitive':
      return { result: pay.decryptSensitive(request) };
    case 'trade_bill_file':
    case 'fund_flow_bill_file':
    case 'v2_trade_bill':
      return bill(pay.prepareBill(name, request), inputs.reply);
    default: {
      const prepared = pay.prepare(name, request, { accessToken: inputs.access_token ?? undefined });
      const isTest = operation === 'self_test';
      if (inputs.reply === undefined) return { request: isTest ? withOpenBody(requestOf(prepared)) : requestOf(prepared) };
      const result = prepared.finish(replyOf(inputs.reply)) ?? null;
      return { result: isTest ? { ...result, passed: passed(result) } : result };
    }
  }
}

function requestOf({ request: { method, url, headers, body } }) {
  return { method, url, headers, body: body === undefined ? '' : Buffer.from(body).toString('utf8') };
}

function replyOf({ status, headers = {}, body = '', body_base64: packed }) {
  return { status, headers, body: packed === undefined ? Buffer.from(body, 'utf8') : Buffer.from(packed, 'base64') };
}

/** Encryption is random: of the encrypted text only the length is observed. */
function withOpenBody(request) {
  const body = JSON.parse(request.body);
  return { ...request, body: { ...body, encrypted_echo_message: body.encrypted_echo_message?.length } };
}

function passed({ signature, verification, clock, encryption, callback }) {
  const holds = [signature, verification, clock].every(({ state }) => state === 'holds');
  return holds && ![encryption, callback].some(({ state }) => state === 'fails');
}

async function bill(prepared, reply) {
  if (reply === undefined) return { request: requestOf(prepared) };
  const { status, headers, body } = replyOf(reply);
  const pieces = [];
  for (let at = 0; at < body.length; at += 7) pieces.push(body.subarray(at, at + 7));
  const reading = prepared.read({ status, headers, body: pieces });
  const rows = [];
  for (;;) {
    const { value, done } = await reading.next();
    if (done) return { rows, result: value };
    rows.push(value);
  }
}

function notification(pay, inputs) {
  const handled = pay.handleNotification(inputs.headers ?? {}, Buffer.from(inputs.body ?? '', 'utf8'));
  const { outcome, id, order, refund } = handled;
  // What names an order or a refund and proves nothing has no value.
  const isUnproven = outcome.type === 'stale' || outcome.type === 'unsigned';
  const value = isUnproven ? null : (outcome.payment ?? outcome.refund ?? outcome.echo ?? outcome.event ?? null);
  const { type, ...data } = handled.event() ?? {};
  const event = type === undefined ? null : { type, [type]: data };
  const observed = { outcome: outcome.type, id, order, refund, event, acknowledgement: acknowledge(handled), value, state: outcome.state, error: outcome.error };
  if (inputs.expected !== undefined) {
    try {
      handled.expect(renamed(inputs.expected, camel));
      observed.as_expected = true;
    } catch (error) {
      observed.as_expected = errorOf(error);
      // What is wrong with the expectation itself fails the whole step.
      if (error.kind === 'invalid_input') observed.error = observed.as_expected;
    }
  }
  return observed;
}

/** The first place where `observed` lacks what `expected` demands; more than demanded is fine. */
function difference(expected, observed, path) {
  if (Array.isArray(expected) && Array.isArray(observed) && expected.length === observed.length) {
    return first(expected.map((item, index) => () => difference(item, observed[index], `${path}[${index}]`)));
  }
  if (isRecord(expected) && isRecord(observed)) {
    return first(Object.entries(expected).map(([name, item]) => () => difference(item, observed[name] ?? null, `${path}.${name}`)));
  }
  return Object.is(expected, observed) ? undefined : `${path}: expected ${JSON.stringify(expected)}, observed ${JSON.stringify(observed)}`;
}

const isRecord = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const first = (checks) => checks.reduce((found, check) => found ?? check(), undefined);

/** Amounts beyond 2^53 - 1 fen, 90 trillion yuan, are no numbers of JavaScript: they are refused instead of changed. */
const UNSAFE = new Map([
  ['V3 direct with every field', { error: { kind: 'invalid_input', code: 'WRONG_TYPE', field: 'amount.total', retry: 'never' } }],
]);

test('every case passes', async ({ mock }) => {
  // Hundreds of refusals, each a line by default.
  for (const level of ['error', 'warn']) mock.method(console, level, () => {});
  const table = new Map();
  const failures = [];
  for (const one of all()) {
    const row = table.get(one.operation) ?? table.set(one.operation, { pass: 0, fail: 0 }).get(one.operation);
    const found = difference(UNSAFE.get(one.name) ?? one.expect, await observe(one), '');
    row[found ? 'fail' : 'pass'] += 1;
    if (found) failures.push(`${one.file} / ${one.name}${found}`);
  }
  // For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}/Node.tsv`, [...table].map(([operation, { pass, fail }]) => `${operation}\t${pass}\t${fail}\t0\n`).join(''));
  assert.deepEqual(failures.slice(0, 20), [], `${failures.length} failures`);
});

test('a case that expects something else fails', async () => {
  const one = all().find(({ name }) => name === 'direct payment');
  const observed = await observe(one);
  for (const [path, wrong] of [['outcome', 'refused'], ['id', 'EV-2']]) {
    assert.ok(difference({ ...one.expect, [path]: wrong }, observed, ''), path);
  }
});

test('every kind of error is known', () => {
  const kinds = new Set(all().map(({ expect }) => expect.error?.kind).filter(Boolean));
  assert.deepEqual([...kinds].sort(), [...QqWxPayError.KINDS].sort());
});
