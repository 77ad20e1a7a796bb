// The sandbox as the checks see it: its address and its control interface.

import { expect } from './expectations.mjs';

/** How long anything may take, in milliseconds. */
export const PATIENCE = 15_000;

/** The sandbox that the command line names. */
export const baseURL = process.argv[process.argv.indexOf('--base-url') + 1]?.replace(/\/$/, '');
if (!/^http:\/\/(127\.0\.0\.1|localhost):\d+$/.test(baseURL ?? '')) {
  stop('--base-url must be on this machine');
}

/** Calls the control interface and gives the JSON it answers. */
export async function control(method, path, content) {
  const body = content === undefined ? undefined : JSON.stringify(content);
  const options = { method, body, headers: { 'Content-Type': 'application/json' }, signal: AbortSignal.timeout(PATIENCE) };
  const response = await fetch(baseURL + path, options);
  const text = await response.text();
  expect(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Waits until the sandbox reports an event whose summary holds a text. */
export async function eventHappens(kind, text) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const events = await control('GET', '/sandbox/events');
    if (events.some((event) => event.kind === kind && event.summary.includes(text))) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`the sandbox reports no ${kind} of ${text}`);
}

/** Ends the program: the checks cannot be run. */
export function stop(why) {
  console.log(`FAIL wechatpay-axios-plugin: ${why}`);
  process.exit(1);
}
