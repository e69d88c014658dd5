import { describe, expect, it } from 'vitest';
import { coverage, coverageDocument } from './protocol-coverage.js';
import { hardwareOnly, listNames } from './push-names.js';

const found = coverage();

describe('docs/protocol-coverage.md', () => {
  it('misses no name, and no marker says more than its test shows', () => {
    expect(found.faults).toEqual([]);
  });

  it('is what lists, declarations and tests say: run `npm run coverage:protocol`', async () => {
    await expect(coverageDocument(found)).toMatchFileSnapshot('../../docs/protocol-coverage.md');
  });

  it('has every list, and says of known names alone that they need hardware', () => {
    const document = coverageDocument(found);
    for (const list of listNames())
      expect(
        found.names.some((name) => name.list === list),
        list,
      ).toBe(true);
    for (const { list, pattern, why } of hardwareOnly()) {
      expect(document, `${list} ${pattern}`).toContain(why);
    }
  });
});
