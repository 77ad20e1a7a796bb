// The control interface of the sandbox.

import { notice } from './status.js';
import { t } from './language.js';

/** Asks or tells; throws an error with the sandbox's own words. */
export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/sandbox${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error(t('unreachable'));
  }
  const text = await response.text();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`HTTP ${response.status}`);
  }
  if (!response.ok) throw new Error(value.error ?? `HTTP ${response.status}`);
  return value;
}

/** Does something and says what came of it. */
export async function act(method, path, body, done = t('done')) {
  try {
    const value = await call(method, path, body);
    notice(typeof done === 'function' ? done(value) : done);
    return value;
  } catch (error) {
    notice(error.message, true);
    return undefined;
  }
}

/** The number of an order or a refund as a part of a path. */
export const segment = (number) => encodeURIComponent(number);
