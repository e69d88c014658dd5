import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, printConfig, variableNames } from '../../src/platform/config.js';
import { startupBanner } from '../../src/bootstrap/startup-banner.js';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/architecture.md',
  'docs/dependencies.md',
  'docs/how-to.md',
  'docs/manual-misprints.md',
  'docs/simulator.md',
] as const;

const read = (path: string) => readFileSync(path, 'utf8');
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;

/** What stands under a heading, up to the next of its level. */
const section = (text: string, heading: string) => text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** The cells of a table's rows, its head left out. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\|(.+)\|$/gm)]
    .map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()))
    .filter(([first = '']) => first.startsWith('`'));

const unquoted = (cell: string | undefined) => cell?.replaceAll('`', '') ?? '';

describe("the README's environment table", () => {
  const rows = rowsOf(section(read('README.md'), 'Environment'));

  it('has every variable, in the order of --print-config', () => {
    expect(rows.map(([name]) => unquoted(name))).toEqual(variableNames);
  });

  it('has the defaults', () => {
    const effective = new Map(
      printConfig({})
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    for (const [name, standard] of rows) {
      const value = effective.get(unquoted(name));
      if (unquoted(name) === 'SITE_TIME_ZONE') expect(standard).toBe("the host's");
      else if (value === '(unset)') expect(['unset', 'generated']).toContain(standard);
      else expect(standard).toBe(`\`${value ?? ''}\``);
    }
  });
});

describe.each(documents)('%s', (path) => {
  const text = read(path);

  it('names files that exist', () => {
    const named = [...text.matchAll(/`((?:src|test|docs|openapi|bench|scripts|\.ci)\/[^`*<>\s]+)`/g)].map(
      ([, file = '']) => file,
    );
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, target = '']) =>
      new URL(target, `file:///${path}`).pathname.slice(1),
    );
    expect([...named, ...linked].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  const names = (heading: string) =>
    rowsOf(section(read('docs/dependencies.md'), heading)).map(([name]) => unquoted(name));

  it('has a reason for every dependency', () => {
    expect(names('At run time').sort()).toEqual(Object.keys(dependencies).sort());
    expect(names('For development').sort()).toEqual(Object.keys(devDependencies).sort());
  });
});

describe('what the start prints of secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'welcome-'));
  const last = (adminToken: string | null) =>
    startupBanner(
      loadConfig({ DATA_DIR: folder }),
      { port: 8088, devicePort: 8088 },
      { adminToken, adminPassword: null },
    )
      .split('\n')
      .slice(7);

  it('is the new secrets, and at later starts the file that has them', () => {
    expect(last(null)).toEqual([]);
    expect(last('pst_1')).toEqual(['  Admin token      pst_1', `  Kept in          ${folder}/first-run.txt`]);
    writeFileSync(join(folder, 'first-run.txt'), 'admin token: pst_1\n');
    expect(last(null)).toEqual([`  Admin token      in ${folder}/first-run.txt`]);
  });
});
