'use strict';

const { join } = require('node:path');
const { builtHere, explained, platform } = require('./loader');

// Every package by its whole name, inside `try`: what bundles or traces a program finds the one that is installed, and forgives the others.
function find(name) {
  try {
    switch (name) {
      case 'darwin-arm64':
        return require('qq-wxpay-sandbox-darwin-arm64');
      case 'darwin-x64':
        return require('qq-wxpay-sandbox-darwin-x64');
      case 'linux-arm64-gnu':
        return require('qq-wxpay-sandbox-linux-arm64-gnu');
      case 'linux-arm64-musl':
        return require('qq-wxpay-sandbox-linux-arm64-musl');
      case 'linux-x64-gnu':
        return require('qq-wxpay-sandbox-linux-x64-gnu');
      case 'linux-x64-musl':
        return require('qq-wxpay-sandbox-linux-x64-musl');
      case 'win32-x64-msvc':
        return require('qq-wxpay-sandbox-win32-x64-msvc');
      default:
        throw new Error(`no build for ${name}`);
    }
  } catch (cause) {
    throw explained('qq-wxpay-sandbox', name, cause);
  }
}

const name = platform();

module.exports = builtHere(join(__dirname, '..', 'native', `qq-wxpay-sandbox.${name}.node`)) ?? find(name);
