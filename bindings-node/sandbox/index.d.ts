import type { Control } from './control.js';

export type * from './control.js';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** The IP address to listen on: 127.0.0.1 when left out, 0.0.0.0 in a container. */
  host?: string;
  /** The port. 0, and when left out: the system chooses. */
  port?: number;
  /** The port with mutual TLS, for V2 refunds. 0, and when left out: the system chooses. */
  securePort?: number;
  /** How many times faster refused notifications are repeated than WeChat Pay does it. 1 when left out. */
  timeScale?: number;
  /** The callback address of the QQ console. */
  notifyUrl?: string;
  /** A file that keeps keys and secrets from one start to the next; the first start makes it. Without it they are new each time. */
  keep?: string;
  /** The merchant number: several sandboxes stand for several merchants, two with one number and one `keep` for one with two mini programs. */
  mchid?: string;
  /** The WeChat AppID that is bound to it. */
  wechatAppid?: string;
  /** The AppID of the QQ mini program. */
  qqAppid?: string;
}

/** QQ and WeChat Pay on this machine, with a merchant of its own. No money moves. It keeps no process alive. */
export interface Sandbox extends AsyncDisposable, Control {
  /** The address of all roles; its control interface is below `/sandbox/`. */
  readonly baseUrl: string;
  /** The variables with which a client finds it: `QqWxPay.fromEnv({ env: sandbox.env })`. They hold the keys of this run. */
  readonly env: Readonly<Record<string, string>>;
  /** The same as the text of a file that a shell can read. */
  readonly envText: string;
  /** Writes that file, for its owner alone. */
  writeEnv(path: string): void;
  /** Stops it. */
  stop(): Promise<void>;
}

/** A sandbox did not do what it was asked: the message says why. */
export declare class SandboxError extends Error {
  readonly name: 'SandboxError';
}

/** Starts a sandbox. */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
