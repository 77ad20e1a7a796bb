import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientOptions, Merchants, QqWxPay, Settings } from '../index.js';
import type { Client, Handlers } from './answer.js';

export type * from './answer.js';

/**
 * Takes the raw bytes, verifies, calls your function for the event and sends the exact answer. What it returns never rejects. For a
 * controller of your own on Express; {@link QqWxPayModule.forNotifications} brings one.
 *
 * @throws {QqWxPayError} at once, naming it: an event that does not exist, no function at all, a generator function.
 */
export declare function notifications(pay: Client, handlers: Handlers): (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What `imports` of a module of Nest take; of any version of Nest. */
export interface QqWxPayDynamicModule {
  module: new (...given: any[]) => unknown;
  global?: boolean;
  imports?: any[];
  providers?: any[];
  controllers?: any[];
  exports?: any[];
}

/** How settings, or functions for notifications, are made out of other providers. */
export interface FromProviders<Made> {
  /** The modules in which the providers are. */
  imports?: any[];
  /** The providers that the function gets, in this order. */
  inject?: any[];
  useFactory: (...given: any[]) => Made | Promise<Made>;
}

/** Whether every module of the application sees the client; `true` when left out. */
export interface Visibility {
  isGlobal?: boolean;
}

/**
 * Provides one client, under its class: `constructor(private readonly pay: QqWxPay)`. It is closed when the application ends
 * (`app.close()`, and with `app.enableShutdownHooks()` at a signal).
 */
export declare class QqWxPayModule {
  /**
   * A client with these settings; without settings, with those of the environment variables `QQ_WXPAY_…` (or of `env`). What is wrong
   * with them ends the start of the application.
   */
  static forRoot(settings?: Settings, options?: ClientOptions & Visibility & { env?: Record<string, string | undefined> }): QqWxPayDynamicModule;

  /** A client with the settings that the function gives, or the client that it gives: `QqWxPay.fromEnv({ observer })`. */
  static forRootAsync(options: FromProviders<Settings | QqWxPay> & Visibility): QqWxPayDynamicModule;

  /**
   * Several merchants, under their class (`constructor(private readonly merchants: Merchants)`), in the place of one client: the function
   * gives settings by name, such as `{ mugs: settings }`, or a `Merchants`. They are closed when the application ends.
   */
  static forMerchants(options: FromProviders<Record<string, Settings | QqWxPay> | Merchants> & Visibility): QqWxPayDynamicModule;

  /**
   * A controller that takes notifications at this path, with the functions that yours gives: `(orders) => ({ paid: (paid) => orders.paid(paid) })`.
   * Make the application with `{ rawBody: true }`, on Express or on Fastify. Where the client is not global, name its module in `imports`. With
   * `merchants: true` it takes those of `forMerchants`: `paid.notification.merchant` says for which of them it is.
   */
  static forNotifications(options: FromProviders<Handlers> & { path: string; merchants?: boolean }): QqWxPayDynamicModule;
}

/** Injects the client where no types are written to metadata (esbuild, SWC without them, JavaScript): `constructor(@InjectQqWxPay() pay: QqWxPay)`. */
export declare function InjectQqWxPay(): PropertyDecorator & ParameterDecorator;
