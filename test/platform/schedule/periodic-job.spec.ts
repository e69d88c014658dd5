import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { PeriodicJob } from '../../../src/platform/schedule/periodic-job.js';

/** A task that ends when the test ends it. */
function heldTask() {
  const ends: (() => void)[] = [];
  const state = { begun: 0, atOnce: 0, most: 0 };
  const task = async () => {
    state.begun++;
    state.most = Math.max(state.most, ++state.atOnce);
    await new Promise<void>((done) => ends.push(done));
    state.atOnce--;
  };
  return { state, task, end: () => ends.shift()?.() };
}

const said: unknown[] = [];
const log = { warn: (fields: object, message: string) => void said.push([fields, message]) };
const options = (everyMs: number) => ({ name: 'test', everyMs, failure: 'it could not be done' });
const long = 3_600_000;
const patience = 20_000;

it('runs again a pause after the end of a run, and never twice at once', async () => {
  const { state, task, end } = heldTask();
  const job = new PeriodicJob(options(1), task, log);
  job.start();
  job.start();
  for (const n of [1, 2, 3]) {
    await vi.waitFor(() => expect(state.begun).toBe(n), patience);
    end();
  }
  await vi.waitFor(() => expect(state.begun).toBe(4), patience);
  const stopped = job.stop();
  end();
  await stopped;
  expect(state).toEqual({ begun: 4, atOnce: 0, most: 1 });
  expect(job.totals).toMatchObject({ runs: 4, failures: 0 });
});

it('runs at once if something waits, also if that came during a run', async () => {
  const { state, task, end } = heldTask();
  const job = new PeriodicJob(options(long), task, log);
  job.start();
  job.soon();
  await vi.waitFor(() => expect(state.begun).toBe(1), patience);
  job.soon();
  end();
  await vi.waitFor(() => expect(state.begun).toBe(2), patience);
  const stopped = job.stop();
  end();
  await stopped;
});

it('continues after a failure, which is logged and counted', async () => {
  const fault = new Error('away');
  let runs = 0;
  const job = new PeriodicJob(
    options(1),
    () => {
      if (++runs === 1) throw fault;
    },
    log,
  );
  job.start();
  await vi.waitFor(() => expect(runs).toBeGreaterThan(2), patience);
  await job.stop();
  expect(said).toEqual([[{ err: fault }, 'it could not be done']]);
  expect(job.totals.failures).toBe(1);
  expect(job.totals.runs).toBe(runs);
  expect(job.totals.seconds).toBeGreaterThan(0);
});

it('tells a caller how its run ended, after the run under way', async () => {
  const { state, task, end } = heldTask();
  const job = new PeriodicJob(options(long), task, log);
  const first = job.run();
  const second = job.run();
  await vi.waitFor(() => expect(state.begun).toBe(1), patience);
  end();
  await first;
  await vi.waitFor(() => expect(state.begun).toBe(2), patience);
  end();
  await second;
  const failing = new PeriodicJob(options(long), () => Promise.reject(new Error('away')), log);
  await expect(failing.run()).rejects.toThrow('away');
});

it('begins no run once it is stopped, and is stopped when the last one is over', async () => {
  const { state, task, end } = heldTask();
  const job = new PeriodicJob(options(1), task, log);
  job.start();
  await vi.waitFor(() => expect(state.begun).toBe(1), patience);
  const order: string[] = [];
  const stopped = job.stop().then(() => order.push('stopped'));
  job.soon();
  await sleep(20);
  order.push('run ends');
  end();
  await stopped;
  await sleep(20);
  expect(order).toEqual(['run ends', 'stopped']);
  expect(state.begun).toBe(1);
});
