// Builds dist/. With --if-stale it builds only if dist/ is missing or was built from other sources. It compares contents,
// not times, because a checkout of another commit gives old files new times.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.build-hash');
/** Holds the number of the process that builds. Two builds at a time would write files that a gateway is reading. */
const lock = join(dist, '.build-lock');
const longestBuildMs = 10 * 60_000;
const compiled = ['src', 'bench', 'ormconfig.ts'];
const sources = [...compiled, 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json'];

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

/** A file that was deleted from the sources must go from dist too: a deleted migration would still run. */
function removeLeftovers() {
  for (const file of filesOf(dist)) {
    const source = join(root, file.slice(dist.length)).replace(/(\.d)?\.[jt]s(\.map)?$/, '.ts');
    if (file !== lock && !existsSync(source)) rmSync(file);
  }
}

/** @returns whether the build succeeded; the compiler prints its errors */
function build() {
  const wanted = hashOfSources();
  console.log('building dist: half a minute, or more on a slow computer');
  const started = performance.now();
  rmSync(stamp, { force: true });
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error('the build failed: see the errors above');
    return false;
  }
  removeLeftovers();
  writeFileSync(stamp, wanted);
  console.log(`built dist in ${Math.round((performance.now() - started) / 100) / 10} s`);
  return true;
}

const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources();

function take() {
  mkdirSync(dist, { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/** @returns whether the process that took the lock is gone; after a long time its number may belong to another one */
function isLeft() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > longestBuildMs) return true;
    const pid = Number(readFileSync(lock, 'utf8'));
    // This throws if there is no such process. A lock without a number is being taken at this moment.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Runs `work` in one process at a time; the others wait. */
function alone(work) {
  for (let waits = false; !take(); waits = true) {
    if (isLeft()) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waits) console.log('dist is being built by another process: waiting for it');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** For scripts that need dist/. */
export const buildIfStale = () => isFresh() || alone(() => isFresh() || build());

if (process.argv[1] === import.meta.filename) {
  const isBuilt = process.argv.includes('--if-stale') ? buildIfStale() : alone(build);
  process.exit(isBuilt ? 0 : 1);
}
