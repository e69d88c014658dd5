// Builds dist/ when it is missing or was built from other sources. Contents are compared, not times: a checkout of
// another commit gives old files new times and new files old ones.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist', '.build-hash');
const sources = [
  'src',
  'bench',
  'ormconfig.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap((name) => filesOf(join(root, name)))) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const wanted = hashOfSources();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('building dist: half a minute, or more on a slow computer');
  const started = performance.now();
  // What was deleted from the sources must not live on in dist (a migration would run).
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    rmSync(stamp, { force: true });
    console.error('the build failed: see the errors above');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  console.log(`built dist in ${Math.round((performance.now() - started) / 100) / 10} s`);
}
