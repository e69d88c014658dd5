import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { Race, type Kind } from './race.js';

/** POSTERN_RACE_SEEDS=200, or one of them: POSTERN_RACE_SEEDS=17-17. */
const asked = process.env.POSTERN_RACE_SEEDS ?? (process.env.POSTERN_TEST_VOLUME === 'full' ? '200' : '6');
const [first = 1, last = 1] = asked.includes('-') ? asked.split('-').map(Number) : [1, Number(asked)];
const atOnce = 5;
const [phases, steps] = [2, 30];

let app: TestApp;
let zones: number[];

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  zones = [1];
  for (const name of ['Mornings', 'Evenings']) {
    const made = await app.admin('POST', '/time-zones', { name, periods: { mon: [['08:30', '12:00']] } });
    zones.push((made.body as { id: number }).id);
  }
});

afterAll(() => app.stop());

async function races(kind: Kind, from: number, to: number): Promise<string[]> {
  const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const failed: string[] = [];
  const worker = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      // A terminal only knows people who may always pass.
      const race = new Race(app, kind, seed, kind === 'panel' ? zones : [1]);
      await race.run(phases, steps).catch((error: unknown) => failed.push((error as Error).message));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed;
}

describe('whatever a device refuses, loses or answers late, in the end it holds exactly what it should', () => {
  const timeout = 120_000 + (last - first + 1) * 60_000;

  it(`a panel, seeds ${first} to ${last}`, { timeout }, async () => {
    expect((await races('panel', first, last)).join('\n\n')).toBe('');
  });

  it(`an attendance terminal, seeds ${first} to ${Math.ceil((first + last) / 2)}`, { timeout }, async () => {
    expect((await races('terminal', first, Math.ceil((first + last) / 2))).join('\n\n')).toBe('');
  });
});
