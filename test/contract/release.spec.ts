import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const changelog = `# Changelog

The format follows Keep a Changelog.

## Unreleased

### Added

- Doors.

## 0.0.1 - 2026-01-01

- Walls.
`;

const sumOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('npm run release', () => {
  let clone: string;
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), 'postern-release-'));
    for (const name of ['scripts', 'README.md', 'LICENSE', 'package.json', 'package-lock.json'])
      cpSync(join(root, name), join(clone, name), { recursive: true });
    mkdirSync(join(clone, 'dist/src'), { recursive: true });
    writeFileSync(join(clone, 'dist/src/main.js'), '');
    writeFileSync(join(clone, 'CHANGELOG.md'), changelog);
    git('init', '-q');
    git('add', 'CHANGELOG.md', 'package.json', 'package-lock.json');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'chore: begin');
  });
  afterAll(() => rmSync(clone, { recursive: true, force: true }));

  const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
  const read = (name: string) => readFileSync(join(clone, name), 'utf8');
  const release = (...args: string[]) => {
    const {
      status: code,
      stdout: out,
      stderr: err,
    } = spawnSync(process.execPath, ['scripts/release.mjs', ...args], {
      cwd: clone,
      encoding: 'utf8',
    });
    return { code, out, err };
  };

  it('makes package, SBOM, notes, tag message and checksums; as a trial it writes nothing', () => {
    const trial = release('77.0.0', '--dry-run');
    expect([trial.code, trial.err]).toEqual([0, '']);
    expect(trial.out).toMatch(/^a trial: nothing was written\n/);
    expect(trial.out).toMatch(/\nPostern 77\.0\.0\n\n### Added\n\n- Doors\.\n$/);
    expect(git('status', '--porcelain', '--untracked-files=no')).toBe('');

    const done = release('77.0.0', '--out', 'made');
    expect([done.code, done.err]).toEqual([0, '']);
    const files = ['NOTES.md', 'SHA256SUMS', 'TAG_MESSAGE', 'postern-77.0.0.cdx.json', 'postern-77.0.0.tgz'];
    expect(readdirSync(join(clone, 'made')).sort()).toEqual(files);
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: 'postern', version: '77.0.0' });
    expect(JSON.parse(read('package-lock.json'))).toMatchObject({
      version: '77.0.0',
      packages: { '': { version: '77.0.0' } },
    });
    expect(read('CHANGELOG.md').replace(/- \d{4}-\d{2}-\d{2}(?=\n\n### )/, '- TODAY')).toBe(
      changelog.replace('## Unreleased\n', '## Unreleased\n\n## 77.0.0 - TODAY\n'),
    );
    expect(read('made/TAG_MESSAGE')).toBe('Postern 77.0.0\n\n### Added\n\n- Doors.\n');
    const sbom = JSON.parse(read('made/postern-77.0.0.cdx.json')) as {
      bomFormat: string;
      metadata: { component: object };
      components: { name: string }[];
    };
    expect([sbom.bomFormat, sbom.metadata.component]).toMatchObject([
      'CycloneDX',
      { name: 'postern', version: '77.0.0' },
    ]);
    const names = sbom.components.map(({ name }) => name);
    for (const name of ['pg', 'fastify', 'typeorm']) expect(names).toContain(name);
    for (const name of ['vitest', 'eslint', 'react']) expect(names).not.toContain(name);
    const sums = files
      .filter((file) => file !== 'SHA256SUMS')
      .map((file) => `${sumOf(join(clone, 'made', file))}  ${file}\n`);
    expect(read('made/SHA256SUMS')).toBe(sums.join(''));

    const refusals = [['76.0.0'], ['new'], ['78.0.0'], ['78.0.0', '--dry-run']].map((args) => release(...args));
    expect(refusals.map(({ code, out }) => [code, out])).toEqual(refusals.map(() => [2, '']));
    const why = refusals.map(({ err }) => err.split('\n')[0]);
    expect(why).toEqual([
      '76.0.0 is older than 77.0.0, which package.json has',
      'a version such as 1.2.3 or 1.2.3-rc.1 is needed: npm run release -- <version> [--out <folder>] [--dry-run]',
      'commit first; changed are:',
      'CHANGELOG.md says nothing below "## Unreleased": nothing is to be released',
    ]);
  });
});
