import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attProfiles, type AttProfileName } from '../../../src/tools/simulator/attendance-push/profile.js';
import { AttTerminal } from '../../../src/tools/simulator/attendance-push/terminal.js';
import { startApp, type TestApp } from '../../support/app.js';

/* What the facade's clients see of terminals that speak Attendance PUSH. */

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error', SITE_TIME_ZONE: 'Europe/Madrid' } });
});

afterAll(() => app.stop());

async function simulated(sn: string, profile: AttProfileName) {
  await app.admin('POST', '/devices', { sn, name: `Clock ${sn}` });
  const device = new AttTerminal({ url: app.url, sn, zone: 'Europe/Madrid', profile: attProfiles[profile] });
  expect(await device.contact()).toBe('accepted');
  // An old terminal says nothing about itself before its first poll.
  await device.poll();
  return device;
}

const data = async (path: string) => (await app.api('GET', `/api/${path}`)).body.data;
const day = '2024-03-05';

describe('device/getAtt', () => {
  it.each([
    ['zem', ''],
    ['speedface-att', 'SpeedFace-V5L'],
    ['senseface-att', 'SenseFace 3A'],
  ] as const)('knows a %s by what it told of itself', async (profile, type) => {
    const sn = `FACADE-${profile}`;
    const device = await simulated(sn, profile);
    expect(await data(`device/getAtt?sn=${sn}`)).toEqual({
      id: expect.any(String),
      sn,
      name: `Clock ${sn}`,
      type,
      module: 'att',
      state: '1',
      status: '1',
    });
    expect((await app.api('GET', `/api/device/getAcc?sn=${sn}`)).body.code).toBe(-102);
    await device.stop();
  });
});

describe('punches of three generations of terminals', () => {
  const devices: AttTerminal[] = [];

  beforeAll(async () => {
    await app.api('POST', '/api/person/add', { pin: '501', name: 'Ada', lastName: 'Byron', deptCode: '1' });
    devices.push(
      await simulated('GEN-1', 'zem'),
      await simulated('GEN-2', 'speedface-att'),
      await simulated('GEN-3', 'senseface-att'),
    );
    const [old, face, sense] = devices as [AttTerminal, AttTerminal, AttTerminal];
    old.punch({ pin: '501', at: `${day} 07:58:00`, status: 0, verify: 1 });
    face.punch({ pin: '501', at: `${day} 12:01:00`, status: 2, verify: 15, temperature: '36.5' });
    face.punch({ pin: '501', at: `${day} 12:58:00`, status: 3, verify: 15 });
    sense.punch({ pin: '501', at: `${day} 17:03:00`, status: 1, verify: 25 });
    sense.punch({ pin: '0', at: `${day} 18:00:00`, status: 1 });
    face.punch({ pin: '999', at: `${day} 19:00:00`, status: 1, verify: 4 });
    for (const device of devices) await device.flush();
    // Each punch comes once more, as after a lost answer.
    await app.admin('POST', '/devices/GEN-2/resend', { tables: ['attlog'] });
    while ((await face.poll()) !== 0);
    await face.flush();
  });

  afterAll(() => Promise.all(devices.map((device) => device.stop())));

  it('are in listAttTransaction once each, with person, place and mode; unknown people are left out', async () => {
    const rows = (await data('transaction/listAttTransaction?pageNo=1&pageSize=50')) as Record<string, unknown>[];
    expect(
      rows.map(({ eventTime, pin, name, lastName, devSn, verifyModeName }) => [
        eventTime,
        pin,
        name,
        lastName,
        devSn,
        verifyModeName,
      ]),
    ).toEqual([
      [`${day} 19:00:00`, '999', '', '', 'GEN-2', 'Card only'],
      [`${day} 17:03:00`, '501', 'Ada', 'Byron', 'GEN-3', 'Palm'],
      [`${day} 12:58:00`, '501', 'Ada', 'Byron', 'GEN-2', 'Face'],
      [`${day} 12:01:00`, '501', 'Ada', 'Byron', 'GEN-2', 'Face'],
      [`${day} 07:58:00`, '501', 'Ada', 'Byron', 'GEN-1', 'Fingerprint only'],
    ]);
    const paged = await data(
      `v2/transaction/listAttTransaction?personPin=501&startDate=${day} 08:00:00&endDate=${day} 17:00:00&pageNo=1&pageSize=1`,
    );
    expect([paged.total, paged.data.map((row: { eventTime: string }) => row.eventTime)]).toEqual([
      2,
      [`${day} 12:58:00`],
    ]);
  });

  it('make the first in and the last out of a day, at whichever terminal', async () => {
    for (const version of ['', 'v2/', 'v3/']) {
      const answer = await data(`${version}transaction/firstInAndLastOut/501?startDate=${day}&endDate=${day}`);
      const [row] = (Array.isArray(answer) ? answer : answer.data) as Record<string, unknown>[];
      expect([version, row?.pin, row?.name, row?.firstInTime, row?.lastOutTime]).toEqual([
        version,
        '501',
        'Ada',
        `${day} 07:58:00`,
        `${day} 17:03:00`,
      ]);
    }
  });

  it('come by the cursor of the admin API in the order in which they were stored', async () => {
    const seen: string[] = [];
    for (let after = '0'; ;) {
      const { items, nextCursor } = (await app.admin('GET', `/events?limit=2&after=${after}`)).body;
      if (items.length === 0) break;
      seen.push(...items.map(({ sn, pin }: { sn: string; pin: string }) => `${sn} ${pin}`));
      after = nextCursor as string;
    }
    expect(seen).toEqual(['GEN-1 501', 'GEN-2 501', 'GEN-2 501', 'GEN-2 999', 'GEN-3 501', 'GEN-3 ']);
  });

  it('are no events of access control', async () => {
    const rows = (await data('transaction/list?pageNo=1&pageSize=50')) as { devSn: string }[];
    expect(rows.filter(({ devSn }) => devSn.startsWith('GEN-'))).toEqual([]);
  });
});
