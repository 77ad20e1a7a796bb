'use strict';

// Settings: an object in camelCase, or environment variables.

const { isWellFormed, toJson } = require('./arguments');
const { Refusal } = require('./refusal');

const PREFIX = 'QQ_WXPAY_';

/** The environment in place of settings; nothing shows what is in it. */
class EnvironmentSource {
  #environment;

  constructor(environment) {
    this.#environment = environment;
  }

  /** This library's variables. */
  json() {
    const environment = this.#environment;
    if (environment === null || typeof environment !== 'object') {
      throw new Refusal('WRONG_TYPE', 'env', 'expected an object, such as process.env');
    }
    const own = Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && typeof value === 'string');
    for (const [name, value] of own) if (!isWellFormed(value)) throw new Refusal('VARIABLE_NOT_TEXT', name, 'half of a surrogate pair');
    return JSON.stringify(Object.fromEntries(own));
  }
}

/** Where the core finds the settings: JSON, or variables. */
function settingsSource(settings) {
  if (settings instanceof EnvironmentSource) return { variables: settings.json() };
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings)) {
    throw new Refusal('WRONG_TYPE', '(the settings)', 'expected an object; QqWxPay.fromEnv() reads environment variables');
  }
  const named = {};
  for (const [name, value] of Object.entries(settings)) {
    named[name] = value instanceof Uint8Array ? textOf(value) : value;
  }
  return { settings: toJson(named, '(the settings)') };
}

/** A file's content as a setting: its text, or base64 of what is no text (`.p12`, `.der`). */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
}

module.exports = { EnvironmentSource, settingsSource };
