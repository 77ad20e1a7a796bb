'use strict';

const { join } = require('node:path');
const { builtHere, explained, platform } = require('./loader');

// Every package by its whole name, inside `try`: what bundles or traces a program finds the one that is installed, and forgives the others.
function find(name) {
  try {
    switch (name) {
      case 'darwin-arm64':
        return require('qq-wxpay-darwin-arm64');
      case 'darwin-x64':
        return require('qq-wxpay-darwin-x64');
      case 'linux-arm64-gnu':
        return require('qq-wxpay-linux-arm64-gnu');
      case 'linux-arm64-musl':
        return require('qq-wxpay-linux-arm64-musl');
      case 'linux-x64-gnu':
        return require('qq-wxpay-linux-x64-gnu');
      case 'linux-x64-musl':
        return require('qq-wxpay-linux-x64-musl');
      case 'win32-x64-msvc':
        return require('qq-wxpay-win32-x64-msvc');
      default:
        throw new Error(`no build for ${name}`);
    }
  } catch (cause) {
    throw explained('qq-wxpay', name, cause);
  }
}

const name = platform();

// A bundle that is a module has no `__dirname`, and no local build beside it.
const here = typeof __dirname === 'string' && builtHere(join(__dirname, '..', 'native', `qq-wxpay.${name}.node`));

module.exports = here || find(name);
