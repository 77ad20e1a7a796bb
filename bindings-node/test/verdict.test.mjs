// What a function of the shop gives: nothing, a refusal, an answer that is none of its business, or whatever an arrow function gives.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const { verdict } = createRequire(import.meta.url)('../adapters/verdict.js');

const acknowledgement = { status: 500, contentType: 'application/json; charset=utf-8', body: '{"code":"FAIL","message":"失败"}' };
class Order {}
function* generator() { yield 1; }

/** Nothing: what an arrow function may give by the way. */
const NOTHING = {
  'undefined': undefined, null: null, true: true, 'a count': 1, 'no rows': 0, 'many rows': 1999, '-1': -1, '1.5': 1.5, NaN: NaN, '1n': 1n, 'a big count': 200n,
  'a row': { id: 7, out_trade_no: 'T1', state: 'paid', status: 'paid', code: 'A17' }, 'a result of a database': { affectedRows: 1, insertId: 0, warningStatus: 0 },
  'a result with rows': { command: 'UPDATE', rowCount: 1, rows: [] }, 'a list of rows': [{ id: 1 }], 'an empty list': [], 'a list of counts': [1], 'a count and rows': [1, []],
  'a model': new Order(), 'a date': new Date(), 'a map': new Map(), 'without a prototype': Object.create(null), 'another status': { status: 7 }, bytes: Buffer.from('x'),
};
for (const [name, value] of Object.entries(NOTHING)) test(`${name} is nothing`, () => assert.deepEqual(verdict(value), { result: 'done' }));

test('false asks for the notification again', () => assert.deepEqual(verdict(false), { result: 'declined' }));

test('an acknowledgement counts as itself', () => {
  for (const given of [acknowledgement, { ...acknowledgement }, Object.freeze({ ...acknowledgement })]) {
    assert.equal(verdict(given).acknowledgement, given);
  }
});

/** What looks like an answer, by the name under which it is logged. */
const ANSWERS = [
  ['string', 'fail'], ['string', 'OK'], ['string', ''], ['symbol', Symbol('error')], ['function', () => {}],
  ['status number', 500], ['status number', 200], ['status number', 100], ['status number', 599],
  ['array with a status', [500, {}, []]], ['array with a status', [204]],
  ['Error', new Error('secret')], ['TypeError', new TypeError('secret')], ['Error', runInNewContext('new Error("secret")')], ['DOMException', new DOMException('secret')],
  ['Response', new Response('secret', { status: 500 })], ['Response', Response.json({})], ['ServerResponse', new ServerResponse({ method: 'POST' })],
  ['response', { send() {}, status() {} }], ['response', { send() {}, code() {} }],
  ['object with a status', { status: 500 }], ['object with a status', { statusCode: 200, body: '' }], ['object with a status', { status: 200, data: {}, headers: {} }],
  ["object like WeChat Pay's answer", { code: 'FAIL', message: '失败' }], ["object like WeChat Pay's answer", { return_code: 'SUCCESS' }],
  ['GeneratorFunctionPrototype', generator()],
];
for (const [name, value] of ANSWERS) {
  test(`${name}: ${String(typeof value === 'symbol' ? 'a symbol' : JSON.stringify(value) ?? value)} looks like an answer`, () => {
    const { result, detail } = verdict(value);
    assert.equal(result, 'answer_like');
    if (name !== 'GeneratorFunctionPrototype' && name !== 'response') assert.equal(detail, name);
    assert.doesNotMatch(detail, /secret/);
  });
}
