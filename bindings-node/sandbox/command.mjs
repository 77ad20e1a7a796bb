#!/usr/bin/env node
// `npx qq-wxpay ...`: the command line, in this process.
import { runCommand } from './command.js';

process.exitCode = await runCommand(process.argv.slice(2));
