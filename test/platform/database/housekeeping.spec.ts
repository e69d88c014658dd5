import { afterAll, beforeAll, expect, it } from 'vitest';
import { HousekeepingService } from '../../../src/operations/housekeeping.service.js';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

it('deletes what is too old, and nothing younger', async () => {
  await app.admin('POST', '/devices', { sn: 'KEEP1' });
  for (const age of ['91 days', '89 days']) {
    await app.sql(
      `INSERT INTO command (sn, type, kind, lane, once, origin, meant, status, finished_at)
       VALUES ('KEEP1', 'restart', 'control', 1, true, 'test', '', $1::text, now() - $1::text::interval)`,
      [age],
    );
    await app.sql(
      `INSERT INTO feed (position, kind, sn, ref, at) VALUES (nextval('feed_position'), 'command', 'KEEP1', $1::text, now() - $1::text::interval)`,
      [age],
    );
    await app.sql(
      `INSERT INTO feed (position, kind, sn, ref, at) VALUES (nextval('feed_position'), 'event', 'KEEP1', $1::text, now() - $1::text::interval)`,
      [age],
    );
  }
  await app.app.get(HousekeepingService).clean();
  expect(await app.sql(`SELECT status FROM command WHERE sn = 'KEEP1' AND origin = 'test'`)).toEqual([
    { status: '89 days' },
  ]);
  expect(await app.sql(`SELECT kind, ref FROM feed WHERE sn = 'KEEP1' ORDER BY position`)).toEqual([
    { kind: 'event', ref: '91 days' },
    { kind: 'command', ref: '89 days' },
    { kind: 'event', ref: '89 days' },
  ]);
});
