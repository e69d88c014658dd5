import { link, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { noteErased } from '../../src/operations/backup/backup-file.js';
import { erasedFile, erasedFrom } from '../../src/operations/backup/erasures.js';

it('the list of who was erased is written beside the old one and takes its place whole', async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'erased-'));
  const old = `${JSON.stringify({ pinHash: 'a', at: '2026-01-01T00:00:00.000Z' })}\n`;
  await writeFile(join(folder, erasedFile), old);
  // A second name of the same file shows whether it is written over.
  await link(join(folder, erasedFile), join(folder, 'before'));
  const erased = ['a', 'b'].map((pinHash) => ({ pinHash, at: '2026-01-02T00:00:00.000Z' }));
  await noteErased(join(folder, 'postern.tar.age'), erased, { sealing: undefined, before: [], first: null });
  expect(erasedFrom(await readFile(join(folder, erasedFile), 'utf8'))).toEqual(erased);
  expect(await readFile(join(folder, 'before'), 'utf8')).toBe(old);
  expect((await readdir(folder)).sort()).toEqual(['before', erasedFile].sort());
});
