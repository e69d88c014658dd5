import { expect, it } from 'vitest';
import { SharedRun } from '../../../src/platform/schedule/shared-run.js';

it('never overlaps, whoever asks in the moment in which one run ends and the next begins', async () => {
  let running = 0;
  let most = 0;
  let begun = 0;
  const asked: Promise<void>[] = [];
  const ask = (turns: number) => {
    asked.push(runs.run());
    if (turns > 0) void Promise.resolve().then(() => ask(turns - 1));
  };
  const runs = new SharedRun(async () => {
    begun++;
    most = Math.max(most, ++running);
    await new Promise((done) => setImmediate(done));
    running--;
    // From now on somebody asks at each step in which this run ends.
    if (begun === 1) ask(30);
  });
  await Promise.all([runs.run(), runs.run()]);
  await Promise.all(asked);
  expect([most, begun]).toEqual([1, 3]);
});
