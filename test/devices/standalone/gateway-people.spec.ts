import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import { startApp, type TestApp } from '../../support/app.js';
import { person, terminal } from './terminals.js';
import { addedTerminals } from './added-terminals.js';

let site: TestApp;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => site.stop());

const { added, shown, isServed } = addedTerminals(() => site);

describe('people', () => {
  const levelOf = async (sn: string, more: object = {}) => {
    const doorIds = ((await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
    return (await site.admin('POST', '/access-levels', { name: `L ${sn} ${++count}`, doorIds, ...more })).body
      .id as string;
  };

  it('who may pass are on the terminal with card and time zone, all others are not', async () => {
    const { device, sn } = await added({ profile: terminalProfiles.k40 });
    await isServed(sn);
    const zone = await site.admin('POST', '/time-zones', {
      name: 'Mornings',
      periods: {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '17:30'],
        ],
      },
    });
    const always = await levelOf(sn);
    const mornings = await levelOf(sn, { timeZoneId: zone.body.id });
    await site.admin('POST', '/persons', { pin: '501', name: 'Ada', cardNo: '4711', accLevelIds: [always] });
    await site.admin('POST', '/persons', { pin: '502', name: 'Bob', accLevelIds: [mornings] });
    await site.admin('POST', '/persons', { pin: '503', name: 'Eve', accLevelIds: [] });
    const held = () => device.data.users().map(({ userId, privilege, timeZones }) => [userId, privilege, timeZones]);
    await expect.poll(held, { timeout: 60_000 }).toEqual([
      ['501', 0, [1, 0, 0]],
      ['502', 0, [2, 3, 0]],
    ]);
    expect(device.data.users()[0]).toMatchObject({ name: 'Ada', ownTimeZones: true });
    expect(device.state.timeZones.get(2)?.subarray(2 + 4, 2 + 8)).toEqual(Buffer.from([8, 0, 12, 0]));
    expect(device.state.timeZones.get(3)?.subarray(2 + 4, 2 + 8)).toEqual(Buffer.from([13, 0, 17, 30]));
    await expect.poll(async () => (await shown(sn)).sync.inSync, { timeout: 60_000 }).toBe(true);
    await site.admin('PATCH', '/persons/501', { isDisabled: true });
    await expect.poll(() => held().map(([pin]) => pin), { timeout: 60_000 }).toEqual(['502']);
    await site.admin('DELETE', '/persons/502');
    await expect.poll(held, { timeout: 60_000 }).toEqual([]);
  });

  it('who is added or deleted at its menu is seen at the next look, without a new connection', async () => {
    const { device, sn } = await added({ profile: terminalProfiles.k40 }, { live: true, pollSeconds: 10 });
    await isServed(sn);
    const always = await levelOf(sn);
    await site.admin('POST', '/persons', { pin: '511', name: 'Ada', cardNo: '4721', accLevelIds: [always] });
    const sync = async () => (await shown(sn)).sync as unknown;
    await expect.poll(sync, { timeout: 60_000 }).toMatchObject({ inSync: true, acked: 3 });
    device.data.setUser(person(77, { userId: '777', card: 99 }));
    await expect.poll(sync, { timeout: 60_000 }).toMatchObject({ inSync: false, extra: 1 });
    device.data.clearUsers();
    await expect.poll(() => device.data.users().map(({ userId }) => userId), { timeout: 60_000 }).toEqual(['511']);
    await expect.poll(sync, { timeout: 60_000 }).toMatchObject({ inSync: true, extra: 0 });
  }, 240_000);

  it('a rule that it cannot keep is shown as such', async () => {
    const { sn } = await added();
    await isServed(sn);
    const [door] = (await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
    const group = (await site.admin('POST', '/person-groups', { name: 'Two of them', pins: [] })).body.id;
    const rule = await site.admin('POST', '/multi-card-rules', {
      doorId: door?.id,
      groups: [{ groupId: group, count: 2 }],
    });
    expect(rule.body.devices, rule.text).toEqual([
      { sn, supported: false, inSync: false, needs: 'a device that pushes: port 4370 has no place for it' },
    ]);
  });

  it("on a holiday that day's periods count, and the weekday's again after it", async () => {
    const { device, sn } = await added();
    await isServed(sn);
    // It is about this day, which should not end meanwhile.
    await expect.poll(() => new Date().toISOString().slice(11, 16), { timeout: 120_000 }).not.toMatch(/^23:5[89]$/);
    const today = new Date().toISOString().slice(0, 10);
    const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
    const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const week = Object.fromEntries(days.map((day) => [day, [['08:00', '12:00']]]));
    const zone = await site.admin('POST', '/time-zones', {
      name: 'Office and holidays',
      periods: { ...week, hol2: [['10:00', '11:30']] },
    });
    const slot = 2 + (Number(zone.body.id) - 2) * 3;
    const level = await levelOf(sn, { timeZoneId: zone.body.id });
    await site.admin('POST', '/persons', { pin: '551', name: 'Hol', accLevelIds: [level] });
    const open = () => {
      const bytes = device.state.timeZones.get(slot)?.subarray(2, 30) ?? Buffer.alloc(0);
      return days.map((_, day) => bytes.subarray(day * 4, day * 4 + 4).join());
    };
    const usual = Array(7).fill('8,0,12,0');
    await expect.poll(open, { timeout: 60_000 }).toEqual(usual);
    const holiday = await site.admin('POST', '/holidays', { name: 'Today', date: today, type: 2 });
    await expect.poll(open, { timeout: 60_000 }).toEqual(usual.with(weekday, '10,0,11,30'));
    const due = await site.sql<{ due_at: Date }>(
      `SELECT due_at FROM change WHERE kind = 'rule' AND key = '${sn}' AND due_at > now()`,
    );
    expect(due.map(({ due_at }) => due_at.toISOString())).toEqual([
      new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString(),
    ]);
    await site.admin('DELETE', `/holidays/${holiday.body.id}`);
    await expect.poll(open, { timeout: 60_000 }).toEqual(usual);
  });

  it('a finger that is enrolled at one terminal opens the other, until the person may not pass', async () => {
    const [one, two] = [await added(), await added()];
    await isServed(one.sn);
    await isServed(two.sn);
    const levels = [await levelOf(one.sn), await levelOf(two.sn)];
    await site.admin('POST', '/persons', { pin: '601', name: 'Fin', accLevelIds: levels });
    const both = () => [one, two].map(({ device }) => device.data.users().map(({ userId }) => userId));
    await expect.poll(both, { timeout: 60_000 }).toEqual([['601'], ['601']]);
    const asked = { pin: '601', what: 'fingerprint', no: 3, wait: 25 };
    expect((await site.admin('POST', `/devices/${one.sn}/enroll`, asked)).body).toMatchObject({ status: 'done' });
    const fingers = ({ device }: typeof one) =>
      device.data.fingers().map(({ finger, template }) => [finger, template.toString('latin1', 0, 11)]);
    await expect.poll(() => fingers(two), { timeout: 60_000 }).toEqual([[3, 'SS21 of 601']]);
    await site.admin('PATCH', '/persons/601', { isDisabled: true });
    await expect.poll(() => [...both(), fingers(one), fingers(two)], { timeout: 60_000 }).toEqual([[], [], [], []]);
  });

  it('people whom a terminal holds are taken over on request, without any right', async () => {
    const device = await terminal({ sn: 'TAKEN1' });
    device.data.setUser(person(5, { userId: '905', name: 'Old Hand', card: 905905 }));
    device.data.setFinger({ uid: 5, finger: 1, flag: 1, template: Buffer.from('SS21 old finger') });
    await site.admin('POST', '/devices', { sn: 'TAKEN1', link: 'pull', host: '127.0.0.1', port: device.port });
    await isServed('TAKEN1');
    expect((await site.admin('POST', '/devices/TAKEN1/approve', { existing: 'import' })).status).toBe(200);
    await expect
      .poll(async () => (await site.admin('GET', '/persons/905')).body, { timeout: 60_000 })
      .toMatchObject({ pin: '905', name: 'Old Hand' });
    await expect
      .poll(async () => (await site.admin('GET', '/persons/905/templates')).body.items?.length, { timeout: 60_000 })
      .toBe(1);
    expect(device.data.users()).toHaveLength(1);
  });

  it('a person with more periods than a terminal has room for is shown as failed', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    const zoneOf = async (name: string) =>
      (
        await site.admin('POST', '/time-zones', {
          name,
          periods: {
            tue: [
              ['07:00', '08:00'],
              ['09:00', '10:00'],
            ],
          },
        })
      ).body.id;
    const levels = [
      await levelOf(sn, { timeZoneId: await zoneOf('Two and') }),
      await levelOf(sn, { timeZoneId: await zoneOf('two are four') }),
    ];
    await site.admin('POST', '/persons', { pin: '701', name: 'Max', accLevelIds: levels });
    const refusals = async () =>
      (await site.admin('GET', `/commands?sn=${sn}&status=failed`)).body.items as { returnCode: number }[];
    await expect
      .poll(async () => (await refusals()).map(({ returnCode }) => returnCode), { timeout: 60_000 })
      .toContain(-12);
    expect(device.data.users()[0]?.timeZones.filter((zone) => zone > 0)).toHaveLength(2);
  });

  it('a door is opened once, and impossible commands are refused', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    await expect.poll(async () => (await shown(sn)).online).toBe(true);
    const run = async (body: object) => {
      const { id } = (await site.admin('POST', `/devices/${sn}/commands`, body)).body;
      return (await site.admin('GET', `/commands/${id}?wait=25`)).body;
    };
    expect(await run({ type: 'openDoor', door: 1, seconds: 4 })).toMatchObject({ status: 'done', returnCode: 0 });
    expect(device.state.unlocked).toEqual([40]);
    expect(await run({ command: 'CONTROL DEVICE 01010105' })).toMatchObject({ status: 'failed' });
    expect(device.state.unlocked).toEqual([40]);
  });
});
