#!/usr/bin/env node
// `npx qq-wxpay-sandbox [options]`: the same as `npx qq-wxpay sandbox [options]`.
import { runCommand } from './command.js';

process.exitCode = await runCommand(['sandbox', ...process.argv.slice(2)]);
