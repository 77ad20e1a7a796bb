'use strict';

// Names as JavaScript writes them, and as the sandbox does.

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same value with its keys renamed, at any depth. Texts stay what they are. */
function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [rename(name), renamed(item, rename)]));
}

module.exports = { toCamel: (value) => renamed(value, camel), toSnake: (value) => renamed(value, snake) };
