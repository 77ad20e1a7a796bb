'use strict';

const { toCamel, toSnake } = require('./names');

/** The sandbox did not do what it was asked: the message says why. */
class SandboxError extends Error {}
Object.defineProperty(SandboxError.prototype, 'name', { value: 'SandboxError', configurable: true, writable: true });

/** QQ and WeChat Pay on this machine. */
class Sandbox {
  #native;

  constructor(started) {
    this.#native = started;
    this.baseUrl = started.baseUrl;
    const flat = started.environment();
    this.env = {};
    for (let index = 0; index < flat.length; index += 2) this.env[flat[index]] = flat[index + 1];
  }

  get envText() {
    return this.#native.environmentText();
  }

  writeEnv(path) {
    this.#native.writeEnvironment(path);
  }

  async control(name, given = {}) {
    const reply = await this.#native.control(name, JSON.stringify(toSnake(given)));
    if (typeof reply === 'string') return toCamel(JSON.parse(reply));
    throw new SandboxError(`${name}: ${reply.refused}`);
  }

  async pay(h5Url) {
    await this.control('pay', { h5Url });
  }

  requestWxPayment({ url, referer } = {}) {
    return this.control('request_wx_payment', { url, referer });
  }

  async closeOrder(outTradeNo) {
    await this.control('close_order', { outTradeNo });
  }

  async failPayment(outTradeNo) {
    await this.control('fail_payment', { outTradeNo });
  }

  async settleRefund(outRefundNo, as = 'SUCCESS') {
    await this.control('settle_refund', { outRefundNo, as });
  }

  async refundInConsole(outTradeNo, refund = {}) {
    const { outRefundNo } = await this.control('refund_in_console', { ...refund, outTradeNo });
    return outRefundNo;
  }

  async deliverAgain(about) {
    await this.control('deliver_again', numberOf(about));
  }

  async releaseDeliveries() {
    return (await this.control('release_deliveries')).released;
  }

  waitForDelivery(about, { until, timeoutMs } = {}) {
    const timeoutSeconds = timeoutMs === undefined ? undefined : timeoutMs / 1000;
    return this.control('wait_for_delivery', { ...numberOf(about), until, timeoutSeconds });
  }

  switches() {
    return this.control('switches');
  }

  setSwitches(changes) {
    return this.control('change_switches', changes);
  }

  resetSwitches() {
    return this.control('reset_switches');
  }

  faults() {
    return this.control('faults');
  }

  async addFault(fault) {
    await this.control('add_fault', fault);
  }

  async clearFaults() {
    await this.control('clear_faults');
  }

  clock() {
    return this.control('clock');
  }

  advanceClock(advanceSeconds) {
    return this.control('advance_clock', { advanceSeconds });
  }

  orders(chosen) {
    return this.control('orders', chosen);
  }

  refunds(chosen) {
    return this.control('refunds', chosen);
  }

  events() {
    return this.control('events');
  }

  exchanges(chosen) {
    return this.control('exchanges', chosen);
  }

  statistics() {
    return this.control('statistics');
  }

  identity() {
    return this.control('identity');
  }

  stop() {
    return this.#native.stop();
  }
}

if (Symbol.asyncDispose !== undefined) {
  Object.defineProperty(Sandbox.prototype, Symbol.asyncDispose, { value: Sandbox.prototype.stop, configurable: true, writable: true });
}

/** The number of an order as a text, or that of an order or refund by its name. */
function numberOf(about) {
  return typeof about === 'string' ? { outTradeNo: about } : about;
}

module.exports = { Sandbox, SandboxError };
