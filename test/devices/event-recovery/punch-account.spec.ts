import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReconciliationScheduleService } from '../../../src/devices/event-recovery/reconciliation-schedule.service.js';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { splitTime, timesOf } from '../../../src/devices/event-recovery/punch-times.js';
import { attProfiles, type AttProfileName } from '../../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../../src/tools/simulator/attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';
import { terminal } from '../attendance-push/terminal.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

interface Played {
  readonly device: AttTerminal;
  /** The commands of a terminal, without their numbers. */
  readonly told: string[];
}

async function simulated(sn: string, profile: AttProfileName = 'speedface-att'): Promise<Played> {
  await app.admin('POST', '/devices', { sn });
  const told: string[] = [];
  const device = new AttTerminal({
    url: app.url,
    sn,
    zone: 'Europe/Madrid',
    profile: attProfiles[profile],
    tell: (news) => {
      if (news.what === 'command') told.push(news.text.replaceAll('\t', ' '));
    },
  });
  await device.contact();
  return { device, told };
}

const start = (sn: string, body: object = {}) => app.admin('POST', `/devices/${sn}/fetch`, { what: 'events', ...body });

/** Answers the commands until the comparison has ended. */
async function ended({ device }: Played, id: number) {
  const path = `/devices/${device.sn}/reconciliations/${id}`;
  await expect
    .poll(
      async () => {
        while ((await device.poll()) !== 0);
        return (await app.admin('GET', path)).body.status as string;
      },
      { timeout: 60_000 },
    )
    .not.toBe('running');
  return (await app.admin('GET', path)).body;
}

const events = async (sn: string) => (await app.sql('SELECT 1 FROM event WHERE sn = $1', [sn])).length;

/** Gives the terminal punches. The first `lost` of them never reached the gateway. */
async function punched(played: Played, times: readonly string[], lost: number): Promise<void> {
  const { device } = played;
  times.forEach((at, place) => device.punch({ pin: String(place + 1), at }));
  await device.flush();
  await app.sql(
    `DELETE FROM event WHERE sn = $1 AND id IN (SELECT id FROM event WHERE sn = $1 ORDER BY event_time LIMIT $2)`,
    [device.sn, lost],
  );
}

describe('punches of a terminal', () => {
  it('that are all here are only counted', async () => {
    const played = await simulated('SUM-1');
    await punched(played, ['2024-03-05 08:00:00', '2024-05-05 08:00:00', '2024-05-05 17:00:00'], 0);
    const { status, body } = await start('SUM-1', { from: '2024-01-01 00:00:00', to: '2024-12-31 23:59:59' });
    expect(status).toBe(200);
    expect(body.reconciliation).toMatchObject({ status: 'running', way: 'count', cause: 'operator' });
    expect(await ended(played, body.reconciliation.id)).toMatchObject({
      status: 'done',
      from: '2024-01-01 00:00:00',
      to: '2024-12-31 23:59:59',
      announced: 3,
      records: 0,
      missing: 0,
      reason: null,
    });
    expect(played.told).toEqual(['VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-12-31 23:59:59']);
  });

  it('that are missing are found by halving the time, fetched and stored once', async () => {
    const played = await simulated('SUM-2');
    const times = ['2024-02-03 08:00:00', '2024-02-04 08:00:00', '2024-06-05 08:00:00', '2024-11-05 08:00:00'];
    await punched(played, times, 2);
    expect(await events('SUM-2')).toBe(2);
    const { body } = await start('SUM-2', { from: '2024-01-01 00:00:00', to: '2024-12-31 23:59:59' });
    expect(await ended(played, body.reconciliation.id)).toMatchObject({
      status: 'done',
      announced: 4,
      records: 2,
      missing: 2,
      reason: null,
    });
    expect(played.told).toEqual([
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-12-31 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-07-01 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-03-31 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-02-14 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-01-22 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-01-23 00:00:00 EndTime=2024-02-14 23:59:59',
      'DATA QUERY ATTLOG StartTime=2024-01-23 00:00:00 EndTime=2024-02-14 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-02-15 00:00:00 EndTime=2024-03-31 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-04-01 00:00:00 EndTime=2024-07-01 23:59:59',
      'VERIFY SUM ATTLOG StartTime=2024-07-02 00:00:00 EndTime=2024-12-31 23:59:59',
    ]);
    expect(await events('SUM-2')).toBe(4);
    // Once more finds nothing.
    const again = await start('SUM-2', { from: '2024-01-01 00:00:00', to: '2024-12-31 23:59:59' });
    expect(await ended(played, again.body.reconciliation.id)).toMatchObject({ announced: 4, records: 0, missing: 0 });
    expect(await events('SUM-2')).toBe(4);
    expect((await app.admin('GET', '/devices/SUM-2/reconciliations')).body.items).toHaveLength(2);
  });

  it('of all time are compared if no period is given', async () => {
    const played = await simulated('SUM-3', 'senseface-att');
    await punched(played, ['2019-07-03 08:00:00', '2024-02-04 08:00:00', '2026-01-05 08:00:00'], 1);
    const { body } = await start('SUM-3');
    expect(await ended(played, body.reconciliation.id)).toMatchObject({ status: 'done', announced: 3, missing: 1 });
    expect(played.told.length).toBeLessThan(25);
    expect(await events('SUM-3')).toBe(3);
  });

  it('that are equal to the letter count as one here, and this is reported', async () => {
    const played = await simulated('SUM-4');
    played.device.punch({ pin: '1', at: '2024-03-05 08:00:00' });
    played.device.punch({ pin: '1', at: '2024-03-05 08:00:00' });
    await played.device.flush();
    const { body } = await start('SUM-4', { from: '2024-03-01 00:00:00', to: '2024-03-20 00:00:00' });
    while ((await played.device.poll()) !== 0);
    // Rows may still come. This test does not wait for them.
    await app.sql(`UPDATE punch_account SET moved_at = now() - interval '1 minute' WHERE step = 'settling'`);
    expect(await ended(played, body.reconciliation.id)).toMatchObject({
      status: 'done',
      announced: 2,
      missing: 0,
      reason: 'the terminal counts 2, and 1 of them are told apart here',
    });
  });

  it('of a terminal that does not count are requested month by month', async () => {
    const device = await terminal(app, 'SUM-5');
    await start('SUM-5', { from: '2024-01-01 00:00:00', to: '2024-02-15 12:00:00' });
    const heard: string[] = [];
    const answer = async (code: number, rows?: string) => {
      const [, id = '', text = ''] = /^C:(\d+):(.*)$/m.exec(await device.poll()) ?? [];
      heard.push(text.replaceAll('\t', ' '));
      // Rows without the number of their command.
      if (rows !== undefined) await device.upload('ATTLOG', rows);
      await device.result(`ID=${id}&Return=${code}&CMD=x`);
    };
    await answer(-1002);
    await answer(1, '7\t2024-01-05 08:00:00\t0\t1\n');
    await answer(-1);
    expect(heard).toEqual([
      'VERIFY SUM ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-02-15 12:00:00',
      'DATA QUERY ATTLOG StartTime=2024-01-01 00:00:00 EndTime=2024-01-31 23:59:59',
      'DATA QUERY ATTLOG StartTime=2024-02-01 00:00:00 EndTime=2024-02-15 12:00:00',
    ]);
    expect((await app.admin('GET', '/devices/SUM-5/reconciliations')).body.items).toMatchObject([
      { status: 'done', way: 'query', announced: null, records: 1, missing: 1 },
    ]);
  });

  it('that come behind the answer are waited for', async () => {
    const device = await terminal(app, 'SUM-6');
    const { body } = await start('SUM-6', { from: '2024-01-01 00:00:00', to: '2024-01-15 12:00:00' });
    const id = async () => /^C:(\d+):/.exec(await device.poll())?.[1] ?? '';
    await device.result(`ID=${await id()}&Return=0&CMD=VERIFY SUM&AttlogCount=2`);
    await device.result(`ID=${await id()}&Return=0&CMD=DATA`);
    const status = async () =>
      (await app.admin('GET', `/devices/SUM-6/reconciliations/${body.reconciliation.id}`)).body;
    expect(await status()).toMatchObject({ status: 'running' });
    await device.upload('ATTLOG', '7\t2024-01-05 08:00:00\t0\t1\n8\t2024-01-05 08:00:00\t0\t1\n');
    await expect.poll(status).toMatchObject({ status: 'done', announced: 2, missing: 2, reason: null });
  });

  it('that get no answer are a failure, and the operator is told', async () => {
    const device = await terminal(app, 'SUM-7');
    const { body } = await start('SUM-7', { from: '2024-01-01 00:00:00', to: '2024-01-15 12:00:00' });
    const busy = await start('SUM-7');
    expect([busy.status, busy.body.type]).toEqual([409, 'urn:postern:conflict']);
    await device.poll();
    await app.admin('POST', `/commands/${body.commands[0].id}/cancel`);
    expect((await app.admin('GET', '/devices/SUM-7/reconciliations')).body.items).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('did not answer') },
    ]);
    expect((await app.admin('GET', '/devices/SUM-7')).text).toContain('could not be compared');
  });

  it('of the last two days are compared every night if the terminal is set to that', async () => {
    await terminal(app, 'SUM-8');
    const schedule = app.app.get(ReconciliationScheduleService, { strict: false });
    // The gateway's own look, once a minute, has no part in it from now on: it may be night while this runs.
    await schedule.look(Date.parse('2031-01-09T12:00:00Z'));
    await app.admin('PATCH', '/devices/SUM-8', { reconcile: 'nightly', timeZone: 'UTC' });
    // It looks at the devices that are in memory, and not again within a minute: one that has changed is being read.
    const cache = app.app.get(DeviceCache, { strict: false });
    await expect.poll(() => cache.find('SUM-8')?.device.reconcile).toBe('nightly');
    await schedule.look(Date.parse('2031-01-10T03:00:00Z'));
    expect((await app.admin('GET', '/devices/SUM-8/reconciliations')).body.items).toMatchObject([
      { cause: 'nightly', way: 'count', from: '2031-01-08 03:00:00', to: '2031-01-10 03:00:00' },
    ]);
  });
});

describe('times', () => {
  it('are halved at the end of a day until they are a month', () => {
    expect(splitTime({ from: '2024-01-01 00:00:00', to: '2024-01-31 23:59:59' })).toBeNull();
    expect(splitTime({ from: '2024-01-01 00:00:00', to: '2024-02-01 00:00:00' })).toEqual([
      { from: '2024-01-01 00:00:00', to: '2024-01-15 23:59:59' },
      { from: '2024-01-16 00:00:00', to: '2024-02-01 00:00:00' },
    ]);
  });

  it('are cut into parts of a month or less', () => {
    expect(timesOf({ from: '2024-01-01 00:00:00', to: '2024-01-01 00:00:00' }, 9)).toEqual([
      { from: '2024-01-01 00:00:00', to: '2024-01-01 00:00:00' },
    ]);
    expect(timesOf({ from: null, to: '2024-03-01 12:00:00' }, 40)).toEqual([
      { from: '2024-01-21 12:00:00', to: '2024-02-21 11:59:59' },
      { from: '2024-02-21 12:00:00', to: '2024-03-01 12:00:00' },
    ]);
  });
});
