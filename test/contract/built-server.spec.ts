import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { builtServer } from '../support/built-server.js';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(inject('runFolder'), 'built-'));
  for (const folder of ['src', 'dist/src']) await mkdir(join(root, folder), { recursive: true });
  for (const file of ['src/main.ts', 'src/new.ts', 'dist/src/main.js']) await writeFile(join(root, file), '');
});

/** What a spec of the folder gets for an import. */
function got(specifier: string, { fresh = true, watch = false } = {}): string | undefined {
  const plugin = builtServer(root, () => fresh);
  plugin.configureVitest({ vitest: { config: { watch } } });
  return plugin.resolveId(specifier, join(root, 'test/modules/one.spec.ts'));
}

describe('the server that specs import', () => {
  it('is what dist has, where that was built from the sources as they stand', () => {
    expect(got('../../src/main.js')).toBe(join(root, 'dist/src/main.js'));
  });

  it('is the sources themselves, where dist was built from others', () => {
    expect(got('../../src/main.js', { fresh: false })).toBeUndefined();
  });

  it('is the sources themselves while they are watched', () => {
    expect(got('../../src/main.js', { watch: true })).toBeUndefined();
  });

  it('leaves alone what is no part of it', () => {
    for (const other of ['../support/app.js', '../../src/new.js', '../../console/src/main.js', 'vitest', 'node:fs'])
      expect(got(other)).toBeUndefined();
  });
});
