import type { Site } from './site.js';

const perRequest = 500;

/** People with a card and a level, as a nightly import brings them. */
export function people(count: number, accLevelIds: string): Record<string, string>[] {
  return Array.from({ length: count }, (_, index) => ({
    pin: String(100_001 + index),
    name: `Ada ${index}`,
    lastName: 'Lovelace',
    deptCode: '1',
    cardNo: String(5_000_001 + index),
    accLevelIds,
  }));
}

/** @returns seconds until all were accepted */
export async function addAll(site: Site, all: readonly Record<string, string>[]): Promise<number> {
  const begin = performance.now();
  for (let start = 0; start < all.length; start += perRequest)
    await site.facade('v2/person/addPersons', all.slice(start, start + perRequest));
  return (performance.now() - begin) / 1_000;
}
