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
  }
  await app.app.get(HousekeepingService).clean();
  expect(await app.sql(`SELECT status FROM command WHERE sn = 'KEEP1' AND origin = 'test'`)).toEqual([
    { status: '89 days' },
  ]);
});

it('drops a partition of the feed that is too old as a whole', async () => {
  await app.sql(`SELECT setval('feed_position', 20000000)`);
  await app.sql(`SELECT feed_tell('test', '', 'young', NULL)`);
  await app.sql('SELECT feed_drain(1000)');
  const placesOf = (range: string) => app.sql<{ ref: string }>(`SELECT ref FROM feed WHERE position ${range}`);
  const folded = () => app.sql('SELECT 1 FROM alarm_folded WHERE position > 20000000');
  await expect.poll(folded, { timeout: 30_000 }).toHaveLength(1);
  await app.sql('UPDATE event_counted SET position = 20000000');
  await app.sql(`UPDATE feed SET at = now() - interval '31 days' WHERE position < 10000000`);
  await app.app.get(HousekeepingService).clean();
  expect(await placesOf('< 10000000')).toEqual([]);
  expect(await placesOf('> 20000000')).toContainEqual({ ref: 'young' });
});
