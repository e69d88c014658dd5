// Builds dist/: the gateway by the compiler and the console (dist/console) by Vite, both at once. With --if-stale it builds
// only what is missing or was built from other sources. It compares contents, not times, because a checkout of another
// commit gives old files new times. With --unchecked it leaves the types to `npm run types`: the files are the same, in half
// of the time.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { spawn } from 'node:child_process';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
/** Holds the number of the process that builds. Two builds at a time would write files that a gateway is reading. */
const lock = join(dist, '.build-lock');
const longestBuildMs = 10 * 60_000;
const compiled = ['src', 'bench', 'ormconfig.ts'];
const packages = ['package.json', 'package-lock.json'];
const toolOf = (name, ...path) => join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', ...path);

/** What is built from what. Each has a stamp of its own, so that a change of one does not build the other. */
const parts = [
  {
    name: 'dist',
    stamp: join(dist, '.build-hash'),
    sources: [...compiled, 'tsconfig.json', 'tsconfig.build.json', ...packages],
    command: () => [
      toolOf('typescript', 'bin', 'tsc'),
      ...['-p', 'tsconfig.build.json'],
      ...(process.argv.includes('--unchecked') ? ['--noCheck'] : []),
    ],
    after: removeLeftovers,
  },
  {
    name: 'dist/console',
    stamp: join(dist, '.console-hash'),
    sources: ['console', 'tsconfig.json', ...packages],
    command: () => [toolOf('vite', 'bin', 'vite.js'), 'build', 'console', '--logLevel', 'warn'],
    after: () => undefined,
  },
].filter(({ sources: [first] }) => existsSync(join(root, first)));

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function hashOf({ sources }) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap((name) => filesOf(join(root, name)))) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** A file that was deleted from the sources must go from dist too: a deleted migration would still run. */
function removeLeftovers() {
  const own = new Set([lock, ...parts.map(({ stamp }) => stamp)]);
  for (const file of filesOf(dist)) {
    if (own.has(file) || file.startsWith(join(dist, 'console', sep))) continue;
    const source = join(root, file.slice(dist.length)).replace(/(\.d)?\.[jt]s(\.map)?$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}

/** @returns whether it succeeded; the tool prints its errors */
async function buildPart(part) {
  const wanted = hashOf(part);
  rmSync(part.stamp, { force: true });
  const tool = spawn(process.execPath, part.command(), { cwd: root, stdio: 'inherit' });
  const [status] = await once(tool, 'close');
  if (status !== 0) return false;
  part.after();
  writeFileSync(part.stamp, wanted);
  return true;
}

async function build(some) {
  console.log('building dist: half a minute, or more on a slow computer');
  const started = performance.now();
  const ends = await Promise.all(some.map(buildPart));
  if (ends.includes(false)) {
    console.error('the build failed: see the errors above');
    return false;
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(`built ${some.map(({ name }) => name).join(' and ')} in ${seconds} s`);
  return true;
}

const isStale = (part) => !existsSync(part.stamp) || readFileSync(part.stamp, 'utf8') !== hashOf(part);

/** Whether dist holds what the gateway's sources of now are built to. */
export const isFresh = () => !parts.filter(({ name }) => name === 'dist').some(isStale);

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
async function alone(work) {
  for (let waits = false; !take(); waits = true) {
    if (isLeft()) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waits) console.log('dist is being built by another process: waiting for it');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** For scripts that need dist/. */
export const buildIfStale = async () =>
  !parts.some(isStale) ||
  alone(async () => {
    const stale = parts.filter(isStale);
    return stale.length === 0 || build(stale);
  });

if (process.argv[1] === import.meta.filename) {
  const isBuilt = await (process.argv.includes('--if-stale') ? buildIfStale() : alone(() => build(parts)));
  process.exit(isBuilt ? 0 : 1);
}
