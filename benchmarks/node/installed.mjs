// What a package takes on the disk with all that it depends on: ours is packed as npm packs it, with the addon of this platform.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tell } from './figures.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));

/** Where Node finds this package, asked from there. */
function found(from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    const path = `${place ? `${place}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (!place) return undefined;
  }
}

/** Its own folder, and those of all that it needs. */
function closure(path, known = new Set()) {
  if (!path || known.has(path)) return known;
  known.add(path);
  for (const name of Object.keys(packages[path].dependencies ?? {})) closure(found(path, name), known);
  return known;
}

const size = (path) => {
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  return entries.reduce((sum, entry) => sum + (entry.isDirectory() ? size(join(path, entry.name)) : statSync(join(path, entry.name)).size), 0);
};
const installed = (name) => [...closure(`node_modules/${name}`)].reduce((sum, path) => sum + size(join(folder, path)), 0) / 1e6;

const own = join(folder, '../../bindings-node');
const [{ unpackedSize }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: own, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
const addons = readdirSync(join(own, 'native')).filter((name) => name.endsWith('.node') && !name.includes('sandbox'));
const addon = addons.reduce((sum, name) => sum + statSync(join(own, 'native', name)).size, 0) / 1e6;
tell('library', 'MB', undefined, addon);
tell('installed', 'MB', undefined, unpackedSize / 1e6 + addon, { 'axios-plugin': installed('wechatpay-axios-plugin'), 'node-v3': installed('wechatpay-node-v3') });
