// Fails when a library asks for a newer glibc than it may: node scripts/glibc.mjs 2.17 FILE...
import { readFileSync } from 'node:fs';

const [most, ...files] = process.argv.slice(2);
const order = (version) => version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
const width = (version) => (version.split('.').length === 2 ? `${version}.0` : version);

for (const file of files) {
  const found = new Set(readFileSync(file, 'latin1').match(/GLIBC_\d+\.\d+(\.\d+)?/g));
  const versions = [...found].map((name) => name.slice('GLIBC_'.length)).sort((a, b) => order(width(a)) - order(width(b)));
  const newest = versions.at(-1) ?? 'none';
  console.log(`${file}: ${newest}`);
  if (newest !== 'none' && order(width(newest)) > order(width(most))) process.exitCode = 1;
}
