// Packs what npm publishes: the two packages that users name, and those of each platform whose addons are in native/.
//
//   node scripts/pack.mjs [--into FOLDER] [--all] [--folders]
//
// With --all, a platform without its addons is a failure; with --folders, the packages are left as folders, as installed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { PLATFORMS } = createRequire(import.meta.url)('../lib/loader.js');
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values: options } = parseArgs({
  options: { into: { type: 'string', default: join(root, 'dist') }, all: { type: 'boolean' }, folders: { type: 'boolean' } },
});
const into = resolve(options.into);

const LICENCES = ['LICENSE-APACHE', 'LICENSE-MIT'];

/** Where the sources are. On GitHub that place itself: npm refuses a provenance that names another one. */
function repository({ repository: named }) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  return name ? { ...named, url: `git+${server}/${name}.git` } : named;
}

/** The folder of a package before it is packed. */
function stage(name, files, content) {
  const folder = join(into, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const complete = { ...content, files: [...files, ...LICENCES], repository: repository(content) };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(complete, null, 2)}\n`);
  for (const licence of LICENCES) copyFileSync(join(root, '..', licence), join(folder, licence));
  return folder;
}

function pack(folder) {
  if (options.folders) return;
  const reply = execFileSync('npm', ['pack', '--json', '--pack-destination', into], { cwd: folder, encoding: 'utf8' });
  const [{ filename, unpackedSize }] = JSON.parse(reply);
  console.log(`${filename}: ${(unpackedSize / 1e6).toFixed(1)} MB installed`);
}

/** The package of one addon for one platform, if it is built. */
function platformPackage(base, name) {
  const file = `${base}.${name}.node`;
  if (!existsSync(join(root, 'native', file))) {
    if (options.all) throw new Error(`native/${file} is missing`);
    return;
  }
  const [os, cpu, abi] = name.split('-');
  const libc = { gnu: ['glibc'], musl: ['musl'] }[abi];
  const folder = stage(`${base}-${name}`, [file], {
    name: `${base}-${name}`,
    version: own.version,
    description: `The addon of ${base} for ${name}`,
    license: own.license,
    homepage: own.homepage,
    repository: own.repository,
    bugs: own.bugs,
    type: 'commonjs',
    main: file,
    engines: own.engines,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc }),
  });
  copyFileSync(join(root, 'native', file), join(folder, file));
  pack(folder);
}

/** A package that users name; it brings the package of their platform along. */
function mainPackage(source, more = {}) {
  const { scripts: _scripts, ...content } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const platforms = PLATFORMS.map((name) => [`${content.name}-${name}`, own.version]);
  const files = [...content.files, 'README.zh-CN.md'];
  const folder = stage(content.name, files, { ...content, optionalDependencies: Object.fromEntries(platforms) });
  for (const name of [...files, 'README.md']) cpSync(join(source, name), join(folder, name), { recursive: true });
  for (const [name, path] of Object.entries(more)) copyFileSync(path, join(folder, name));
  pack(folder);
}

mkdirSync(into, { recursive: true });
for (const base of ['qq-wxpay', 'qq-wxpay-sandbox']) PLATFORMS.forEach((name) => platformPackage(base, name));
mainPackage(root);
mainPackage(join(root, 'sandbox'), { 'loader.js': join(root, 'lib', 'loader.js') });
