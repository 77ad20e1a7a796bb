'use strict';

// A module of Nest: one client for the application, or those of several merchants, closed with it, and the address of notifications. Nest
// is loaded when it is needed.

const { QqWxPay } = require('../lib/client');
const { Merchants } = require('../lib/merchants');
const { checkOptionNames } = require('../lib/options');
const { Refusal, attempt } = require('../lib/refusal');
const { notifications } = require('./nest-handler');

const common = () => require('@nestjs/common');

/** Closes the client when the application ends: after `onModuleDestroy` of those who use it. */
class ClientEnd {
  #pay;

  constructor(pay) {
    this.#pay = pay;
  }

  onApplicationShutdown() {
    this.#pay.close();
  }
}

/** The module that provides the client. */
class QqWxPayModule {
  static forRoot(settings, options = {}) {
    const { isGlobal, ...parts } = options;
    checked(QqWxPayModule.forRoot, () => checkGlobal(isGlobal));
    const useFactory = () => (settings === undefined ? QqWxPay.fromEnv(parts) : new QqWxPay(settings, parts));
    return provided(QqWxPay, { useFactory }, isGlobal);
  }

  static forRootAsync(options) {
    const { imports, inject = [], useFactory, isGlobal } = checked(QqWxPayModule.forRootAsync, () => checkProviders(options));
    const made = async (...given) => {
      const settings = await useFactory(...given);
      return settings instanceof QqWxPay ? settings : new QqWxPay(settings);
    };
    return provided(QqWxPay, { useFactory: made, inject }, isGlobal, imports);
  }

  static forMerchants(options) {
    const { imports, inject = [], useFactory, isGlobal } = checked(QqWxPayModule.forMerchants, () => checkProviders(options));
    const made = async (...given) => merchantsOf(await useFactory(...given));
    return provided(Merchants, { useFactory: made, inject }, isGlobal, imports);
  }

  static forNotifications(options) {
    const { path, imports = [], inject = [], useFactory, merchants } = checked(QqWxPayModule.forNotifications, () => {
      checkOptionNames(options, ['path', 'imports', 'inject', 'useFactory', 'merchants']);
      checkFactory(options.useFactory);
      checkFlag('merchants', options.merchants);
      if (typeof options.path !== 'string') throw new Refusal('WRONG_TYPE', 'path', 'expected a text, such as `notify`');
      return options;
    });
    const handler = Symbol('handler of notifications of qq-wxpay');
    const made = async (pay, ...given) => notifications(pay, await useFactory(...given));
    return {
      module: class QqWxPayNotificationsModule {},
      imports,
      providers: [{ provide: handler, inject: [merchants ? Merchants : QqWxPay, ...inject], useFactory: made }],
      controllers: [controllerAt(path, handler)],
    };
  }
}

/** The dynamic module of a client, or of several merchants. */
function provided(kind, made, isGlobal = true, imports = []) {
  const end = { provide: ClientEnd, inject: [kind], useFactory: (pay) => new ClientEnd(pay) };
  return { module: QqWxPayModule, global: isGlobal, imports, providers: [{ provide: kind, ...made }, end], exports: [kind] };
}

/** Merchants as they are, or of their settings by name. What is wrong with one of them closes the others. */
function merchantsOf(given) {
  if (given instanceof Merchants) return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Refusal('WRONG_TYPE', 'useFactory', 'expected settings by name, or a Merchants').error(merchantsOf);
  }
  const merchants = new Merchants();
  try {
    for (const [name, settings] of Object.entries(given)) merchants.add(name, settings);
  } catch (error) {
    merchants.close();
    throw error;
  }
  return merchants;
}

/** A controller with one POST route, decorated as a compiler would do it. */
function controllerAt(path, handler) {
  class QqWxPayNotificationsController {
    constructor(handle) {
      this.handle = handle;
    }

    async notify(request, response) {
      await this.handle(...ofNode(request, response));
    }
  }
  const { Controller, Inject, Post, Req, Res } = common();
  const { prototype } = QqWxPayNotificationsController;
  Controller(path)(QqWxPayNotificationsController);
  Inject(handler)(QqWxPayNotificationsController, undefined, 0);
  Post()(prototype, 'notify', Object.getOwnPropertyDescriptor(prototype, 'notify'));
  Req()(prototype, 'notify', 0);
  Res()(prototype, 'notify', 1);
  return QqWxPayNotificationsController;
}

/** Node's own request and response: Fastify has them inside its own. */
function ofNode(request, response) {
  if (typeof response.hijack !== 'function') return [request, response];
  response.hijack();
  request.raw.rawBody = request.rawBody;
  request.raw.body = request.body;
  return [request.raw, response.raw];
}

function checkFactory(useFactory) {
  if (typeof useFactory !== 'function') throw new Refusal('WRONG_TYPE', 'useFactory', 'expected a function');
}

function checkProviders(options) {
  checkOptionNames(options, ['imports', 'inject', 'useFactory', 'isGlobal']);
  checkFactory(options.useFactory);
  checkGlobal(options.isGlobal);
  return options;
}

function checkGlobal(isGlobal) {
  checkFlag('isGlobal', isGlobal);
}

function checkFlag(name, value = true) {
  if (typeof value !== 'boolean') throw new Refusal('WRONG_TYPE', name, 'expected true or false');
}

function checked(callSite, check) {
  const [value, refused] = attempt(check);
  if (refused) throw refused.error(callSite);
  return value;
}

/** A parameter or property that gets the client. */
function InjectQqWxPay() {
  return common().Inject(QqWxPay);
}

module.exports = { InjectQqWxPay, QqWxPayModule };
