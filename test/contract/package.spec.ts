import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts, bin } = JSON.parse(read('package.json')) as Record<'scripts' | 'bin', Record<string, string>>;
const megabyte = 1024 * 1024;

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

describe('what npm pack takes', () => {
  let packed: Packed;
  let paths: readonly string[];

  beforeAll(async () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 16 * megabyte });
    [packed] = JSON.parse(stdout) as [Packed];
    paths = packed.files.map(({ path }) => path);
  });

  it('is what runs, and nothing else', () => {
    const places = new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...places].sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/console',
      'dist/src',
      'openapi/admin.json',
      'openapi/facade.json',
      'package.json',
      'scripts/build.mjs',
      'scripts/start.mjs',
      'scripts/usage.mjs',
    ]);
    const kinds = new Set(paths.filter((path) => path.startsWith('dist/')).map((path) => path.replace(/.*\./, '')));
    expect([...kinds].sort()).toEqual(['br', 'css', 'gz', 'html', 'js']);
    expect(paths.filter((path) => /\.spec\.|\/test\/|\/bench|openapi-files|generate-openapi/.test(path))).toEqual([]);
    for (const path of ['dist/src/main.js', bin.postern, 'dist/console/index.html']) expect(paths).toContain(path);
    expect(read(bin.postern ?? '')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(5 * megabyte);
    expect(packed.unpackedSize).toBeLessThan(14 * megabyte);
  });
});

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** Stages of instructions; lines that end in a backslash go on. */
function stagesOf(text: string): Instruction[][] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  const stages: Instruction[][] = [];
  for (const line of lines.filter((one) => one.trim() !== '')) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === 'FROM') stages.push([]);
    stages.at(-1)?.push({ name, text: rest });
  }
  return stages;
}

/** No daemon is at hand: this is what can be said of it without one. */
describe('Dockerfile', () => {
  const stages = stagesOf(read('Dockerfile'));
  const all = stages.flat();
  const last = stages.at(-1) ?? [];
  const of = (name: string, some = all) => some.filter((one) => one.name === name).map(({ text }) => text);

  it('copies what there is', () => {
    const names = of('FROM').map((text) => / AS (\S+)$/.exec(text)?.[1]);
    expect(all.map(({ name }) => name).filter((name) => name === '')).toEqual([]);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored[0]).toBe('*');
    for (const text of of('COPY')) {
      const [, from] = /^--from=(\S+) /.exec(text) ?? [];
      if (from !== undefined) expect(names).toContain(from);
      else
        for (const source of text.split(' ').slice(0, -1)) {
          expect(existsSync(join(root, source))).toBe(true);
          if (source !== '.') expect(ignored).toContain(`!${source}`);
        }
    }
    // What the build reads and what the package takes has to come into the context.
    for (const name of ['src', 'bench', 'console', 'scripts', 'ormconfig.ts', 'LICENSE', 'README.md'])
      expect(ignored).toContain(`!${name}`);
  });

  it('runs scripts that exist, installs from the lock file, and leaves out what only the build needs', () => {
    const runs = of('RUN').join('\n');
    for (const [, script = ''] of runs.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty(script);
    expect(runs).not.toMatch(/npm (i|install)\b/);
    expect(runs.match(/npm ci.*/g)).toEqual(['npm ci', 'npm ci --omit=dev']);
    expect(of('RUN', last).join('\n')).toContain(`ln -s /app/${bin.postern ?? ''} /usr/local/bin/postern`);
    expect(of('RUN', last).join('\n')).toContain(`chmod +x ${bin.postern ?? ''}`);
    const bases = new Set(of('FROM').map((text) => text.split(' ')[0]));
    expect(bases.size).toBe(1);
    expect([...bases][0]).toMatch(/^node:\d+-\w+-slim$/);
  });

  it('runs postern as nobody special, watched, with a place for its data', () => {
    expect(of('USER', last)).toEqual(['node']);
    expect(of('WORKDIR', last)).toEqual(['/app']);
    expect(of('VOLUME', last)).toEqual(['/data']);
    // Volumes of compose files, which this user is to write to.
    expect(of('RUN', last)).toContain('install -d -o node -g node -m 0755 /data /backups');
    expect(of('EXPOSE', last)).toEqual(['8088']);
    expect(of('CMD', last)).toEqual(['["postern", "start"]']);
    expect(of('ENTRYPOINT', last)).toEqual([]);
    const [env = ''] = of('ENV', last);
    for (const one of ['NODE_ENV=production', 'PORT=8088', 'DATA_DIR=/data']) expect(env.split(' ')).toContain(one);
    expect(scripts.start).toContain(/NODE_OPTIONS=(\S+)/.exec(env)?.[1]);
    const [watch = ''] = of('HEALTHCHECK', last);
    const command = JSON.parse(/CMD (\[.*\])$/.exec(watch)?.[1] ?? '[]') as string[];
    expect(command.slice(0, 2)).toEqual(['node', '-e']);
    expect(() => new Script(command[2] ?? '(')).not.toThrow();
    expect(command[2]).toContain('/health/ready');
  });
});
