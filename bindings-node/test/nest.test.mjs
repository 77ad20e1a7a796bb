// The module for Nest, in real applications on Express and on Fastify, with the package as npm installs it, in both module systems.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { control, open, order, until } from './helpers.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
let folder;
let installed;
let shop;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-nest-'));
  const modules = join(folder, 'node_modules');
  execFileSync(process.execPath, [file('../scripts/pack.mjs'), '--folders', '--into', modules], { stdio: 'pipe' });
  for (const name of ['@nestjs', '@types', 'reflect-metadata', 'rxjs']) symlinkSync(file(`node_modules/${name}`), join(modules, name));
  const require = createRequire(join(folder, 'shop.cjs'));
  installed = { ...require('qq-wxpay'), ...require('qq-wxpay/nest') };
  shop = await open();
});
after(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const settingsOf = ({ QQ_WXPAY_LINK_HOSTS: hosts, ...env }) => {
  const camel = (name) => name.slice('QQ_WXPAY_'.length).toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  return { ...Object.fromEntries(Object.entries(env).map(([name, value]) => [camel(name), value])), linkHosts: hosts.split(',') };
};

/** The shop's own orders, as a provider with the client. */
function ordersModule() {
  const { QqWxPay, InjectQqWxPay } = installed;
  class Orders {
    delivered = [];

    constructor(pay, again) {
      Object.assign(this, { pay, again });
    }

    async deliver({ outTradeNo, expect }) {
      expect({ outTradeNo, total: outTradeNo.endsWith('F') ? 1998 : 1999 });
      this.delivered.push(outTradeNo);
    }
  }
  Injectable()(Orders);
  // What a compiler writes for `constructor(pay: QqWxPay, @InjectQqWxPay() again)`.
  Reflect.defineMetadata('design:paramtypes', [QqWxPay, Object], Orders);
  InjectQqWxPay()(Orders, undefined, 1);
  class OrdersModule {}
  Module({ providers: [Orders], exports: [Orders] })(OrdersModule);
  return { Orders, OrdersModule };
}

async function start(client, adapter, options = { rawBody: true }) {
  const { QqWxPayModule } = installed;
  const { Orders, OrdersModule } = ordersModule();
  const notifications = QqWxPayModule.forNotifications({
    path: 'notify',
    imports: [OrdersModule],
    inject: [Orders],
    useFactory: (orders) => ({ paid: (paid) => orders.deliver(paid), ignore: ['other'] }),
  });
  class AppModule {}
  Module({ imports: [client, notifications] })(AppModule);
  const app = await NestFactory.create(AppModule, ...(adapter ? [adapter] : []), { logger: false, abortOnError: false, ...options });
  await app.listen(0, '127.0.0.1');
  return { app, orders: app.get(Orders, { strict: false }), address: `http://127.0.0.1:${app.getHttpServer().address().port}/notify` };
}

const post = async (address, body, headers = {}) => {
  const reply = await fetch(address, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  return [reply.status, reply.headers.get('content-type'), await reply.text()];
};

for (const [name, adapter] of [['Express', () => undefined], ['Fastify', () => new FastifyAdapter()]]) {
  test(`a payment, on ${name}`, async (context) => {
    const lines = [];
    context.mock.method(console, 'error', (...said) => lines.push(said.join(' ')));
    const { app, orders, address } = await start(installed.QqWxPayModule.forRoot(settingsOf(shop.env)), adapter());
    const pay = app.get(installed.QqWxPay);
    assert.ok(orders.pay === pay && orders.again === pay);
    const [good, bad] = [order(), order()];
    bad.outTradeNo += 'F';
    for (const one of [good, bad]) {
      const placed = await pay.placeOrder({ ...one, notifyUrl: address });
      await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
    }
    await until('the delivery', () => orders.delivered.includes(good.outTradeNo));
    await until('the failure', () => lines.some((line) => line.includes('HANDLER_FAILED')));
    assert.ok(!orders.delivered.includes(bad.outTradeNo));
    const json = 'application/json; charset=utf-8';
    assert.deepEqual(await post(address, '{}'), [400, json, '{"code":"FAIL","message":"失败"}']);
    assert.equal((await fetch(address)).status, 404);
    await app.close();
    await assert.rejects(() => pay.accessToken(), { code: 'CLIENT_CLOSED' });
  });

  test(`without \`rawBody\` it says what is missing, on ${name}`, async (context) => {
    const lines = [];
    context.mock.method(console, 'error', (...said) => lines.push(said.join(' ')));
    const { app, address } = await start(installed.QqWxPayModule.forRoot(undefined, { env: shop.env }), adapter(), {});
    assert.equal((await post(address, '{}'))[0], 500);
    assert.match(lines.find((line) => line.includes('RAW_BODY_NEEDED')), /rawBody: true/);
    await app.close();
  });
}

test('settings come from other providers, or a client does, and only who imports it sees it', async () => {
  const { QqWxPay, QqWxPayModule } = installed;
  class Config {
    settings = settingsOf(shop.env);
  }
  Injectable()(Config);
  class ConfigModule {}
  Module({ providers: [Config], exports: [Config] })(ConfigModule);
  const given = { imports: [ConfigModule], inject: [Config] };
  const settings = QqWxPayModule.forRootAsync({ ...given, useFactory: async (config) => config.settings });
  const { app } = await start(settings);
  assert.ok(app.get(QqWxPay) instanceof QqWxPay);
  await app.close();
  const own = QqWxPay.fromEnv({ env: shop.env });
  const { app: other } = await start(QqWxPayModule.forRootAsync({ useFactory: () => own }));
  assert.equal(other.get(QqWxPay), own);
  await other.close();
  await assert.rejects(() => start(QqWxPayModule.forRoot(undefined, { env: shop.env, isGlobal: false })), /QqWxPay/);
});

test('several merchants, with one address for their notifications', async () => {
  const { Merchants, QqWxPayModule } = installed;
  const mugs = settingsOf(shop.env);
  const cups = { ...mugs, wechatAppid: 'wx00000000000000bb', qqAppid: '1110000099' };
  class Config {
    shops = { cups, mugs };
  }
  Injectable()(Config);
  class ConfigModule {}
  Module({ providers: [Config], exports: [Config] })(ConfigModule);
  const taken = [];
  const notifications = QqWxPayModule.forNotifications({
    path: 'notify',
    merchants: true,
    useFactory: () => ({ paid: ({ outTradeNo, notification }) => void taken.push([notification.merchant, outTradeNo]) }),
  });
  class AppModule {}
  const clients = QqWxPayModule.forMerchants({ imports: [ConfigModule], inject: [Config], useFactory: async (config) => config.shops });
  Module({ imports: [clients, notifications] })(AppModule);
  const app = await NestFactory.create(AppModule, { logger: false, abortOnError: false, rawBody: true });
  await app.listen(0, '127.0.0.1');
  const merchants = app.get(Merchants);
  assert.deepEqual(merchants.names(), ['cups', 'mugs']);
  const one = order();
  const pay = merchants.get('mugs');
  const placed = await pay.placeOrder({ ...one, notifyUrl: `http://127.0.0.1:${app.getHttpServer().address().port}/notify` });
  await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  await until('the delivery', () => taken.length > 0);
  assert.deepEqual(taken, [['mugs', one.outTradeNo]]);
  await app.close();
  await assert.rejects(() => pay.accessToken(), { code: 'CLIENT_CLOSED' });

  const starting = (useFactory) => start(QqWxPayModule.forMerchants({ useFactory }), undefined);
  await assert.rejects(() => starting(() => ({ cups, mugs: { ...mugs, mchId: '1' } })), { code: 'UNKNOWN_FIELD', field: 'mchId' });
  await assert.rejects(() => starting(() => ({ cups, mugs: cups })), { code: 'MERCHANT_GIVEN_TWICE' });
  await assert.rejects(() => starting(() => [cups]), { code: 'WRONG_TYPE', field: 'useFactory' });
});

test('what is wrong with the settings ends the start', async () => {
  const { QqWxPayModule } = installed;
  await assert.rejects(() => start(QqWxPayModule.forRoot({ ...settingsOf(shop.env), mchId: '1' })), { code: 'UNKNOWN_FIELD', field: 'mchId' });
  await assert.rejects(() => start(QqWxPayModule.forRoot(undefined, { env: { QQ_WXPAY_MCH_ID: '1' } })), /did you mean QQ_WXPAY_MCHID\?/);
  await assert.rejects(() => start(QqWxPayModule.forRootAsync({ useFactory: () => undefined })), { code: 'WRONG_TYPE' });
  await assert.rejects(() => start(QqWxPayModule.forRoot(settingsOf(shop.env), { observed() {} })), { code: 'UNKNOWN_FIELD', field: 'observed' });
});

test('what is no option is refused where it is written', () => {
  const { QqWxPayModule } = installed;
  const fails = (act, field) => assert.throws(act, (error) => error.code && error.field === field && error.stack.includes('nest.test.mjs'));
  fails(() => QqWxPayModule.forRoot(undefined, { isGlobal: 'yes' }), 'isGlobal');
  fails(() => QqWxPayModule.forRootAsync({ useFactry() {} }), 'useFactry');
  fails(() => QqWxPayModule.forRootAsync({}), 'useFactory');
  fails(() => QqWxPayModule.forNotifications({ useFactory() {} }), 'path');
  fails(() => QqWxPayModule.forNotifications({ path: 'notify', useFactory() {}, merchants: 1 }), 'merchants');
  fails(() => QqWxPayModule.forMerchants({ merchants: {} }), 'merchants');
});

const README = readFileSync(file('../README.md'), 'utf8');
const [, PROGRAM] = README.match(/```ts\n(\/\/ app\.module\.ts\n[^]*?)```/);

/** The README's module compiled as Nest's own command line does it. */
test('the program of the README is compiled and starts, in both module systems', () => {
  const orders = `import { Injectable, Module } from '@nestjs/common';
    import { QqWxPay, type PaidEvent, type RefundEvent } from 'qq-wxpay';
    @Injectable() export class Orders {
      constructor(readonly pay: QqWxPay) {}
      paid(event: PaidEvent) { console.log('paid', event.outTradeNo); }
      refunded(event: RefundEvent) {}
    }
    @Module({ providers: [Orders], exports: [Orders] }) export class OrdersModule {}`;
  const main = `import 'reflect-metadata';
    import { NestFactory } from '@nestjs/core';
    import { AppModule } from './app.module.js';
    import { Orders } from './orders.js';
    async function run() {
      const app = await NestFactory.create(AppModule, { rawBody: true, logger: false });
      console.log(app.get(Orders, { strict: false }).pay.constructor.name);
      await app.close();
    }
    run();`;
  for (const type of ['commonjs', 'module']) {
    const files = { 'package.json': JSON.stringify({ type }), 'orders.ts': orders, 'main.ts': main, 'app.module.ts': PROGRAM };
    const compilerOptions = { strict: true, target: 'es2022', module: 'nodenext', types: ['node'], experimentalDecorators: true, emitDecoratorMetadata: true, outDir: 'dist', skipLibCheck: true };
    files['tsconfig.json'] = JSON.stringify({ compilerOptions, files: ['main.ts'] });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { stdout } = spawnSync(process.execPath, [file('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: folder, encoding: 'utf8' });
    assert.equal(stdout, '');
    const printed = execFileSync(process.execPath, ['--no-warnings', 'dist/main.js'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...shop.env } });
    assert.match(printed, /^QqWxPay$/m);
  }
});
