import { expect, it } from 'vitest';
import { newId } from '../../../src/platform/database/id.js';

it('ids of one millisecond are in the order in which they were made, after those of the millisecond before', () => {
  const ids = [newId(1_700_000_000_000), ...Array.from({ length: 500 }, () => newId(1_700_000_000_001))];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(501);
  expect(ids[0]).toMatch(/^018bcfe568000000[0-9a-f]{16}$/);
  expect(ids[2]).toMatch(/^018bcfe568010001[0-9a-f]{16}$/);
});
