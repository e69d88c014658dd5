import { afterAll, beforeAll, expect, it } from 'vitest';
import { FeedTailService } from '../../../src/outbound/feed/feed-tail.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';

const sn = 'DETAIL-1';
const patience = { timeout: 60_000 };
let app: TestApp;
let tail: FeedTailService;

beforeAll(async () => {
  app = await startApp();
  tail = app.app.get(FeedTailService);
  await made('/devices', { sn, quirks: { keepClock: true } });
  await registryCode(new RawDevice(app, sn), 'DeviceType=acc,LockCount=2,ReaderCount=2');
  await made('/departments', { code: 'd1', name: 'Secret department' });
});
afterAll(() => app.stop());

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await app.admin('POST', path, body);
  expect([path, answer.status, answer.text]).toEqual([path, 201, expect.anything()]);
  return answer.body as Record<string, unknown>;
}

/** What was told of something since a position. */
async function detailsOf(kind: string, ref: string, after = 0): Promise<unknown[]> {
  const { entries } = await tail.read(after, 1_000);
  return entries.filter((entry) => entry.kind === kind && entry.ref === ref).map(({ detail }) => detail);
}

it('of a door is as it was, whatever it is now', async () => {
  const [door] = (await app.admin('GET', '/doors')).body.items as { id: string }[];
  const id = door?.id ?? '';
  for (const [second, signs] of ['sensor=02\trelay=01\talarm=0200', 'sensor=01\trelay=00\talarm=0000'].entries()) {
    await new RawDevice(app, sn).post('/iclock/cdata?table=rtstate', `time=2026-03-02 09:00:0${second}\t${signs}`);
  }
  await expect.poll(async () => (await detailsOf('doorState', id)).length, patience).toBe(2);
  await app.sql('DELETE FROM door_state');
  expect(await detailsOf('doorState', id)).toEqual([
    {
      ...{ sensor: 2, relay: 1, alarm: 2, lockDown: 'none' },
      ...{ online: true, status: 'approved', hold: null, until: null },
    },
    {
      ...{ sensor: 1, relay: 0, alarm: 0, lockDown: 'none' },
      ...{ online: true, status: 'approved', hold: null, until: null },
    },
  ]);
});

it('of a command is how it ended, also when the command is gone', async () => {
  const after = await tail.last();
  const { id } = await made(`/devices/${sn}/commands`, { type: 'restart' });
  expect((await app.admin('POST', `/commands/${String(id)}/cancel`)).status).toBeLessThan(300);
  await app.sql('DELETE FROM command WHERE id = $1', [id]);
  expect(await detailsOf('command', String(id), after)).toEqual([
    {
      ...{ id, sn, type: 'restart', kind: 'control', status: 'cancelled', returnCode: null, attempts: 0 },
      origin: expect.any(String) as unknown,
      createdAt: expect.stringMatching(/^20\d\d-/) as unknown,
      sentAt: null,
      finishedAt: expect.stringMatching(/^20\d\d-/) as unknown,
    },
  ]);
});

it('of a person names what changed and never what it is', async () => {
  const after = await tail.last();
  await made('/persons', { pin: '81', name: 'Secretname', deptCode: 'd1', cardNo: '5550001' });
  const changed = { lastName: 'Secretlast', email: 'secret@example.org' };
  expect((await app.admin('PATCH', '/persons/81', changed)).status).toBe(200);
  expect((await app.admin('DELETE', '/persons/81')).status).toBeLessThan(300);
  const told = await detailsOf('person', '81', after);
  expect(told).toContainEqual({ what: 'added', departments: ['d1'] });
  expect(told).toContainEqual({ what: 'changed', fields: ['cards'], departments: ['d1'] });
  expect(told).toContainEqual({ what: 'changed', fields: ['lastName', 'email'], departments: ['d1'] });
  expect(told.at(-1)).toEqual({ what: 'deleted', departments: ['d1'] });
});

it('of a device that nobody knows says so', async () => {
  const after = await tail.last();
  await new RawDevice(app, 'STRANGER').get('/iclock/cdata?options=all');
  await expect
    .poll(() => detailsOf('device', 'STRANGER', after), patience)
    .toContainEqual({ what: 'added', status: 'pending' });
});

it('of everything else', async () => {
  const after = await tail.last();
  await app.sql(
    `INSERT INTO identification (id, sn, device_time, pin, card_no, door_id, door_name, result, reason, line_hash)
     OVERRIDING SYSTEM VALUE VALUES (900, $1, '2026-03-02 09:00:00', '81', '5550001', 'D', 'Secret door', 'refused', 'noLevel', 'x')`,
    [sn],
  );
  const appended = ['identification 900', 'syncFailure 3', 'clockDrift -120', `online ${sn}`, `offline ${sn}`];
  for (const one of appended) {
    const [kind, ref] = one.split(' ');
    await app.sql(`SELECT feed_append($1, $2, $3)`, [kind, sn, ref]);
  }
  await app.sql('DELETE FROM identification WHERE id = 900');
  expect(await detailsOf('identification', '900', after)).toEqual([
    {
      ...{ pin: '81', doorId: 'D', result: 'refused', reason: 'noLevel', deviceTime: '2026-03-02 09:00:00' },
      at: expect.stringMatching(/^20\d\d-/) as unknown,
    },
  ]);
  expect(await detailsOf('syncFailure', '3', after)).toEqual([{ failed: 3 }]);
  expect(await detailsOf('clockDrift', '-120', after)).toEqual([{ seconds: -120 }]);
  expect(await detailsOf('online', sn, after)).toEqual([{ online: true }]);
  expect(await detailsOf('offline', sn, after)).toEqual([{ online: false, since: null }]);
});

it('holds no name, no card and no picture', async () => {
  const [found] = await app.sql<{ text: string }>(`SELECT string_agg(detail::text, ' ') AS text FROM feed`);
  expect(found?.text).toContain('"fields"');
  for (const secret of ['Secret', 'secret', '5550001']) expect(found?.text).not.toContain(secret);
});
