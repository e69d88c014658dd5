// Makes what a release consists of: `npm run release -- <version> [--out <folder>] [--dry-run]`. It writes the version into
// package.json, package-lock.json and CHANGELOG.md, and puts into a folder: the package, its SBOM (CycloneDX), the notes, the
// message of the tag, and SHA-256 checksums. It commits, tags and publishes nothing: its last lines say how.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.mjs';

const root = join(import.meta.dirname, '..');
const usage = 'npm run release -- <version> [--out <folder>] [--dry-run]';
const heading = '## Unreleased';
const checksums = 'SHA256SUMS';
/** A version with what may follow it for a candidate: 1.2.3, 1.2.3-rc.1. */
const versions = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

class Refused extends Error {}

const read = (name) => readFileSync(join(root, name), 'utf8');
const run = (program, ...args) =>
  execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Of two candidates of one version the names decide. */
function isNewer(version, than) {
  const [one, other] = [version, than].map((text) => versions.exec(text) ?? []);
  for (const at of [1, 2, 3]) if (Number(one[at]) !== Number(other[at])) return Number(one[at]) > Number(other[at]);
  if (one[4] === undefined || other[4] === undefined) return one[4] === undefined && other[4] !== undefined;
  return one[4].localeCompare(other[4], 'en', { numeric: true }) > 0;
}

/** @returns what stands below "Unreleased", and the file with that under the version */
function changelogOf(text, version, day) {
  const [before, rest] = text.split(`\n${heading}\n`);
  if (rest === undefined) throw new Refused(`CHANGELOG.md has no section "${heading}"`);
  const end = rest.search(/^## /m);
  const notes = (end < 0 ? rest : rest.slice(0, end)).trim();
  if (notes === '') throw new Refused(`CHANGELOG.md says nothing below "${heading}": nothing is to be released`);
  const older = end < 0 ? '' : `\n${rest.slice(end)}`;
  return { notes, text: `${before}\n${heading}\n\n## ${version} - ${day}\n\n${notes}\n${older}` };
}

/** The files of the tree that name the version, as they will be. */
function versioned(version, changelog) {
  const lock = JSON.parse(read('package-lock.json'));
  lock.version = version;
  lock.packages[''].version = version;
  return {
    'package.json': read('package.json').replace(/("version": ")[^"]+/, `$1${version}`),
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
    'CHANGELOG.md': changelog,
  };
}

function check(version, { out, isTrial }) {
  if (!versions.test(version ?? '')) throw new Refused(`a version such as 1.2.3 or 1.2.3-rc.1 is needed: ${usage}`);
  const { version: now } = JSON.parse(read('package.json'));
  if (version !== now && !isNewer(version, now))
    throw new Refused(`${version} is older than ${now}, which package.json has`);
  if (isTrial) return;
  if (existsSync(out) && readdirSync(out).length > 0) throw new Refused(`${out} is there and not empty`);
  const changed = run('git', 'status', '--porcelain', '--untracked-files=no').trim();
  if (changed !== '') throw new Refused(`commit first; changed are:\n${changed}`);
  if (run('git', 'tag', '--list', `v${version}`).trim() !== '') throw new Refused(`there is a tag v${version} already`);
}

/** From the lock file: what an installation gets, whatever this machine has. */
function sbomOf(name) {
  const sbom = JSON.parse(run('npm', 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'));
  // npm takes the name of the folder.
  sbom.metadata.component.name = name;
  return sbom;
}

const sumOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** @returns the names of the files, whose checksums `sha256sum -c` reads */
async function make(out, version, notes) {
  if (!(await buildIfStale())) throw new Refused('the build failed');
  mkdirSync(out, { recursive: true });
  const { name } = JSON.parse(read('package.json'));
  run('npm', 'pack', '--ignore-scripts', '--pack-destination', out);
  writeFileSync(join(out, `${name}-${version}.cdx.json`), `${JSON.stringify(sbomOf(name), null, 2)}\n`);
  writeFileSync(join(out, 'NOTES.md'), `${notes}\n`);
  writeFileSync(join(out, 'TAG_MESSAGE'), `Postern ${version}\n\n${notes}\n`);
  const files = readdirSync(out).sort();
  writeFileSync(join(out, checksums), files.map((file) => `${sumOf(join(out, file))}  ${file}\n`).join(''));
  return [...files, checksums];
}

async function release(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(usage);
  const [version] = positionals;
  const out = resolve(root, values.out ?? join('release', version ?? ''));
  const isTrial = values['dry-run'] === true;
  check(version, { out, isTrial });
  const day = new Date().toISOString().slice(0, 10);
  const changelog = changelogOf(read('CHANGELOG.md'), version, day);
  const tree = versioned(version, changelog.text);
  if (isTrial) {
    const [packed] = JSON.parse(run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts'));
    console.log(`a trial: nothing was written\nwould change: ${Object.keys(tree).join(', ')}`);
    console.log(`package: ${packed.entryCount} files, ${packed.size} bytes, ${packed.unpackedSize} unpacked`);
    console.log(`sbom: ${sbomOf(packed.name).components.length} packages\n\nPostern ${version}\n\n${changelog.notes}`);
    return;
  }
  const before = Object.fromEntries(Object.keys(tree).map((name) => [name, read(name)]));
  const write = (files) => Object.entries(files).forEach(([name, text]) => writeFileSync(join(root, name), text));
  try {
    write(tree);
    const files = await make(out, version, changelog.notes);
    console.log(`in ${out}: ${files.join(', ')}`);
  } catch (error) {
    write(before);
    throw error;
  }
  const at = relative(root, out);
  console.log(`next:
  npm run check && npm test
  git commit -am "chore: release ${version}"
  git tag -a v${version} -F ${join(at, 'TAG_MESSAGE')}
  git push --follow-tags`);
}

try {
  await release(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Refused ? error.message : String(error.stderr || error.message || error).trim());
  process.exitCode = error instanceof Refused || String(error.code).startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}
