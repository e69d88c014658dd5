// Builds dist/. With --if-stale only when it is missing or was built from other sources: contents are compared, not
// times, as a checkout of another commit gives old files new times and new files old ones.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.build-hash');
/** The process that builds. Two at a time would write files that the gateway is reading. */
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

/** What was deleted from the sources must not live on in dist: a migration would run. */
function removeLeftovers() {
  for (const file of filesOf(dist)) {
    const source = join(root, file.slice(dist.length)).replace(/(\.d)?\.[jt]s(\.map)?$/, '.ts');
    if (file !== lock && !existsSync(source)) rmSync(file);
  }
}

/** @returns whether it could be built; why not stands on the terminal */
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

/** @returns whether the process that took it was killed: it is no more, or has another's number by now */
function isLeft() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > longestBuildMs) return true;
    const pid = Number(readFileSync(lock, 'utf8'));
    // Throws if there is no such process. Without a number it is being taken at this moment.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Runs alone: the others wait until it has ended. */
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

/** For scripts that go on with what was built. */
export const buildIfStale = () => isFresh() || alone(() => isFresh() || build());

if (process.argv[1] === import.meta.filename) {
  const isBuilt = process.argv.includes('--if-stale') ? buildIfStale() : alone(build);
  process.exit(isBuilt ? 0 : 1);
}
