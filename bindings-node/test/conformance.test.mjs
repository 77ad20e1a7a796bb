// Every case of tests/cases through the Node API: the same cases, the same passes as in Rust.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { QqWxPay, QqWxPayError, acknowledge } from './helpers.mjs';

const native = createRequire(import.meta.url)('../lib/native.js');
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
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same with other names of its keys. */
function renamed(value, change) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, change));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  if (value instanceof QqWxPayError) return errorOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), renamed(item, change)]));
}

/** An error as the cases write it: wire names, also in its field. */
function errorOf({ kind, code, field, retry }) {
  return { kind, code, field: field === undefined ? null : wire(field), retry };
}

/** Names of variables and headers are no fields. */
function wire(field) {
  return /^[a-z][A-Za-z0-9_.[\]]*$/.test(field) ? snake(field) : field;
}

const failed = (error) => {
  if (!(error instanceof QqWxPayError)) throw error;
  return { error: errorOf(error) };
};

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
    return await run(clientOf(operation, inputs), operation, inputs);
  } catch (error) {
    return failed(error);
  }
}

/** The argument of an operation, in the form of the Node API. */
function given(operation, inputs) {
  const { request, sub_mchid: sub, offset } = inputs;
  const number = typeof request === 'string' ? request : undefined;
  const of = {
    query_partner_order: () => ({ sub_mchid: sub, ...request }),
    query_combine_order: () => ({ combine_out_trade_no: number }),
    close_order: () => ({ out_trade_no: number }),
    close_partner_order: () => ({ sub_mchid: sub, out_trade_no: number }),
    close_v2_order: () => ({ sub_mch_id: sub, out_trade_no: number }),
    query_refund: () => ({ sub_mchid: sub, out_refund_no: number }),
    query_v2_refund: () => ({ sub_mch_id: sub, ...request, offset }),
    bill_file: () => { const { kind: _kind, ...link } = request; return link; },
    access_token: () => ({}),
    refresh_certificates: () => ({}),
  }[operation];
  const value = of ? of() : request;
  // A case may hold a name that only the wire has.
  return renamed(value, camel);
}

const PREPARE = { place_order: 'prepareOrder', place_partner_order: 'preparePartnerOrder', place_combine_order: 'prepareCombineOrder', place_v2_order: 'prepareV2Order' };

async function run(pay, operation, inputs) {
  switch (operation) {
    case 'settings':
      return { result: { mchid: pay.merchant().mchid } };
    case 'handle_notification':
      return notification(pay, inputs);
    case 'encrypt_sensitive': {
      const encrypted = pay.encryptSensitiveOffline({ text: inputs.request });
      return { result: { serial: encrypted.serial, characters: encrypted.ciphertext.length } };
    }
    case 'decrypt_sensitive':
      return { result: pay.decryptSensitive({ ciphertext: inputs.request }).text };
    case 'bill_file':
      return bill(inputs.request?.kind === 'fund_flow' ? pay.prepareFundFlowBillFile(given(operation, inputs)) : pay.prepareTradeBillFile(given(operation, inputs)), inputs);
    case 'v2_trade_bill':
      return bill(pay.prepareV2TradeBill(given(operation, inputs)), inputs);
    case 'access_token':
      return exchange(pay.prepareAccessToken(), inputs);
    case 'refresh_certificates':
      return exchange(pay.prepareCertificates(), inputs);
    case 'self_test':
      return selfTest(pay.prepareSelfTest(given(operation, inputs)), inputs);
    default: {
      const method = PREPARE[operation] ?? camel(`prepare_${operation}`);
      return exchange(pay[method](given(operation, inputs), { accessToken: inputs.access_token ?? undefined }), inputs);
    }
  }
}

function requestOf({ method, url, headers, body }) {
  return { method, url, headers, body: body === undefined ? '' : Buffer.from(body).toString('utf8') };
}

function replyOf({ status, headers = {}, body = '', body_base64: packed }) {
  return { status, headers, body: packed === undefined ? Buffer.from(body, 'utf8') : Buffer.from(packed, 'base64') };
}

function exchange(prepared, inputs) {
  if (inputs.reply === undefined) return { request: requestOf(prepared.request) };
  const result = prepared.finish(replyOf(inputs.reply));
  return { result: renamed(result ?? null, snake) };
}

function selfTest(prepared, inputs) {
  if (inputs.reply === undefined) {
    const request = requestOf(prepared.request);
    const body = JSON.parse(request.body);
    if (body.encrypted_echo_message !== undefined) body.encrypted_echo_message = body.encrypted_echo_message.length;
    return { request: { ...request, body } };
  }
  const report = renamed(prepared.finish(replyOf(inputs.reply)), snake);
  const holds = ['signature', 'verification', 'clock'].every((name) => report[name].state === 'holds');
  const fails = ['encryption', 'callback'].some((name) => report[name].state === 'fails');
  return { result: { ...report, passed: holds && !fails } };
}

async function bill(prepared, inputs) {
  if (inputs.reply === undefined) return { request: requestOf(prepared.request) };
  const { status, headers, body } = replyOf(inputs.reply);
  const pieces = [];
  for (let at = 0; at < body.length; at += 7) pieces.push(body.subarray(at, at + 7));
  const reading = prepared.read({ status, headers, body: pieces });
  const rows = [];
  for (;;) {
    const { value, done } = await reading.next();
    if (done) return { rows: renamed(rows, rowNames), result: renamed(value, rowNames) };
    rows.push(value);
  }
}

/** Columns that no model knows keep the names of the bill. */
const rowNames = (name) => (/^[\x20-\x7f]*$/.test(name) ? snake(name) : name);

function notification(pay, inputs) {
  const handled = pay.handleNotification(inputs.headers ?? {}, Buffer.from(inputs.body ?? '', 'utf8'));
  const { outcome, id, order, refund } = handled;
  const value = isUnproven(outcome) ? null : (outcome.payment ?? outcome.refund ?? outcome.echo ?? outcome.event ?? null);
  const { type, ...data } = handled.event() ?? {};
  const observed = {
    outcome: outcome.type,
    id,
    order: renamed(order, snake),
    refund: renamed(refund, snake),
    event: type === undefined ? null : { type, [type]: renamed(data, snake) },
    acknowledgement: renamed(acknowledge(handled), snake),
    value: renamed(value, snake),
  };
  if (outcome.error) observed.error = errorOf(outcome.error);
  if (outcome.state !== undefined) observed.state = outcome.state;
  if (inputs.expected !== undefined) {
    try {
      handled.expect(renamed(inputs.expected, camel));
      observed.as_expected = true;
    } catch (error) {
      observed.as_expected = failed(error).error;
      // What is wrong with the expectation itself fails the whole step.
      if (error.kind === 'invalid_input') observed.error = observed.as_expected;
    }
  }
  return observed;
}

/** It names an order or a refund, and proves nothing. */
const isUnproven = ({ type }) => type === 'stale' || type === 'unsigned';

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

test('every operation is a method, and every kind of error is known', () => {
  const operations = JSON.parse(native.operations());
  assert.ok(operations.length > 50);
  for (const { name } of operations) assert.equal(typeof QqWxPay.prototype[name], 'function', name);
  const kinds = new Set(all().map(({ expect }) => expect.error?.kind).filter(Boolean));
  assert.deepEqual([...kinds].sort(), [...QqWxPayError.KINDS].sort());
});
