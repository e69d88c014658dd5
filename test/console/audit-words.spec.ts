import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settable } from '../../src/modules/door/setting-rules.js';

const words = JSON.parse(
  readFileSync(new URL('../../console/src/i18n/en/audit.json', import.meta.url), 'utf8'),
) as Record<string, string>;

it('the audit has words for every setting of a door', () => {
  const without = Object.keys(settable.door).filter((name) => words[`field-${name}`] === undefined);
  expect(without).toEqual([]);
});
