import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const event = (second: number, index: number) =>
  `time=2026-01-01 08:00:0${second}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index}`;

describe('the index of the last event', () => {
  it('is written for all devices but one that somebody else is changing, and for that one afterwards', async () => {
    const [held, free] = [await approved(app, 'INDEX-1'), await approved(app, 'INDEX-2')];
    const stored = async (sn: string) =>
      (await app.sql<{ at: number }>('SELECT last_event_index::int AS at FROM device WHERE sn = $1', [sn]))[0]?.at;
    // With its first calls a device changes its row itself.
    for (const device of [held, free]) {
      await device.events(event(0, 4));
      await expect.poll(() => stored(device.sn)).toBe(4);
    }
    const other = new Client({ connectionString: app.databaseUrl });
    await other.connect();
    try {
      await other.query(`BEGIN; SELECT 1 FROM device WHERE sn = 'INDEX-1' FOR NO KEY UPDATE`);
      for (const device of [held, free]) await device.events(event(1, 5));
      await expect.poll(() => stored('INDEX-2')).toBe(5);
      expect(await stored('INDEX-1')).toBe(4);
      await other.query('COMMIT');
      await expect.poll(() => stored('INDEX-1')).toBe(5);
    } finally {
      await other.end();
    }
  });
});
