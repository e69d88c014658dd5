import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { OpenDoors } from './open-doors.js';

/** The half million is shared out among three seeds: `npm run test:long`. One of them: POSTERN_MODEL_SEEDS=2. */
const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const seeds = (process.env.POSTERN_MODEL_SEEDS ?? (isFull ? '1,2,3' : '1')).split(',').map(Number);
const comparisons = isFull ? 170_000 : 50_000;

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

it.each(seeds)(
  `who may open which door: panels decide as the facts say, seed %i, ${comparisons} comparisons`,
  { timeout: isFull ? 3_600_000 : 600_000 },
  async (seed) => {
    const site = new OpenDoors(app, seed);
    await site.begin();
    try {
      while (site.compared < comparisons) await site.round();
    } finally {
      await site.end();
    }
    expect(site.opened).toBeGreaterThan(site.compared / 50);
  },
);
