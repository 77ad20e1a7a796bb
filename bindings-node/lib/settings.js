'use strict';

// Settings: an object in camelCase, or environment variables.

const { toJson } = require('./arguments');
const { sdkError } = require('./error');

const PREFIX = 'QQ_WXPAY_';

/** The environment in place of settings. */
class Variables {
  constructor(environment) {
    this.environment = environment;
  }
}

/** Where the core finds the settings: JSON, or variables. */
function settingsSource(settings, at) {
  if (settings instanceof Variables) return { variables: variablesJson(settings.environment, at) };
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings)) {
    throw sdkError('WRONG_TYPE', '(the settings)', 'expected an object; QqWxPay.fromEnv() reads environment variables', { at });
  }
  const named = {};
  for (const [name, value] of Object.entries(settings)) {
    named[name] = value instanceof Uint8Array ? textOf(value) : value;
  }
  return { settings: toJson(named, '(the settings)', at) };
}

/** A file's content as a setting: its text, or base64 of what is no text (`.p12`, `.der`). */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
}

/** This library's variables of an environment. */
function variablesJson(environment, at) {
  if (environment === null || typeof environment !== 'object') {
    throw sdkError('WRONG_TYPE', 'env', 'expected an object, such as process.env', { at });
  }
  const own = Object.entries(environment).filter(([name, value]) => name.startsWith(PREFIX) && typeof value === 'string');
  return JSON.stringify(Object.fromEntries(own));
}

module.exports = { Variables, settingsSource };
