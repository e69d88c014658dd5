import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { variableNames } from '../../src/platform/config.js';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const clones: string[] = [];

afterAll(() => {
  for (const clone of clones) rmSync(clone, { recursive: true, force: true });
});

/** A clone that was never built; its sources are one file. */
function makeClone(): string {
  const clone = mkdtempSync(join(tmpdir(), 'postern-clone-'));
  clones.push(clone);
  for (const name of ['scripts', 'README.md', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(join(root, name), join(clone, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  mkdirSync(join(clone, 'src'));
  writeFileSync(join(clone, 'src/main.ts'), "process.stdout.write('the gateway\\n');\n");
  return clone;
}

function node(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('npm start -- --help and --version', () => {
  const clone = makeClone();
  const start = (...args: string[]) => node(clone, 'scripts/start.mjs', ...args);

  it('print before anything is built, and start nothing', () => {
    expect(start('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const { status, stdout } = start('--help');
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    for (const name of variableNames) {
      expect(lines.filter((line) => line.startsWith(`  ${name} `))).toHaveLength(1);
    }
    expect(stdout).toMatch(/^ {2}PORT +8088 +port for everything/m);
    for (const word of ['--print-config', 'npm run simulate -- --help', 'npm run bench', 'npm run zk -- --help']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).not.toMatch(/`|\]\(/);
    expect(existsSync(join(clone, 'dist'))).toBe(false);
  });

  it.each(['--prot', '-h', 'simulate'])('refuse %s in one line', (word) => {
    const line = `there is no option ${word}; there are --help, --version, --print-config\n`;
    expect(start(word)).toEqual({ status: 1, stdout: '', stderr: line });
    expect(existsSync(join(clone, 'dist'))).toBe(false);
  });

  it('name the command of the package where it was installed as one', () => {
    const folder = makeClone();
    rmSync(join(folder, 'tsconfig.json'));
    const { stdout } = node(folder, 'scripts/start.mjs', '--help');
    expect(stdout).toMatch(/^postern start \[<option>\]/);
    for (const command of ['postern simulate --help', 'postern zk --help', 'postern backup ', 'postern doctor '])
      expect(stdout).toContain(`\n  ${command}`);
    expect(stdout.slice(stdout.indexOf('Other commands'))).not.toMatch(/^ {2}np[mx] /m);
  });

  it('are known to the gateway itself, too', () => {
    const gateway = (...args: string[]) => node(root, 'dist/src/main.js', ...args);
    expect(gateway('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(gateway('--help').stdout).toBe(start('--help').stdout);
    expect(gateway('--prot').status).toBe(1);
  });
});

/** The same, while other processes do it too. */
async function nodeBeside(folder: string, ...args: string[]) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout };
}

describe('npm run build', () => {
  it('builds once where the gateway and the simulator are started at the same time', async () => {
    const clone = makeClone();
    const starts = await Promise.all([1, 2, 3].map(() => nodeBeside(clone, 'scripts/start.mjs')));
    expect(starts.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(starts.filter(({ stdout }) => /^built dist/m.test(stdout))).toHaveLength(1);
    for (const { stdout } of starts) expect(stdout).toMatch(/(^|\n)the gateway\n$/);
    expect(existsSync(join(clone, 'dist/.build-lock'))).toBe(false);
  });

  it('does not wait for a build that was killed', () => {
    const clone = makeClone();
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(join(clone, 'dist'));
    writeFileSync(join(clone, 'dist/.build-lock'), String(pid));
    const { status, stdout } = node(clone, 'scripts/build.mjs');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^building dist[^\n]*\nbuilt dist/)]);
  });

  it('is built once: the next start does not build again', () => {
    const clone = makeClone();
    writeFileSync(join(clone, 'src/old.ts'), 'export const old = 1;\n');
    expect(node(clone, 'scripts/build.mjs')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^built dist/m),
    });
    expect(node(clone, 'scripts/start.mjs')).toEqual({ status: 0, stdout: 'the gateway\n', stderr: '' });
    expect(node(clone, 'scripts/build.mjs', '--if-stale')).toEqual({ status: 0, stdout: '', stderr: '' });

    rmSync(join(clone, 'src/old.ts'));
    expect(node(clone, 'scripts/start.mjs').stdout).toMatch(/^built dist[^\n]*\nthe gateway\n$/m);
    expect(existsSync(join(clone, 'dist/src/old.js'))).toBe(false);
  });
});
