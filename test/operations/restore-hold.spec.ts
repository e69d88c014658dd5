import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { heldOf, pollUntil, Restored } from '../support/restored.js';

/** The gateway of before. */
let old: TestApp;
let panel: SimulatedPanel;
let level: string;
/** Door 2. */
let back: string;
/** Door 2, in a time zone of its own. */
let night: string;
let gateways: Restored;
const ends: (() => Promise<void>)[] = [];

/** Its cards are in the rows of its users. */
const oneCard = { options: { AccSupportFunList: functionList() } };

const pinsOf = (of: SimulatedPanel, table = 'userauthorize') =>
  [...new Set(of.rows(table).map(({ pin }) => pin))].sort();

beforeAll(async () => {
  old = await startApp({ env: { LOG_LEVEL: 'error' } });
  gateways = new Restored(old);
  const made = await registeredPanel(old, 'HOLD-1', { doors: 2 });
  ({ panel } = made);
  const periods = { mon: [['00:00', '12:00']] };
  const { id: timeZoneId } = (await old.admin('POST', '/time-zones', { name: 'Night', periods })).body as {
    id: number;
  };
  const add = async (facts: object) => (await old.admin('POST', '/access-levels', facts)).body.id as string;
  level = await add({ name: 'Door', doorIds: [made.doors.get(1)] });
  back = await add({ name: 'Back', doorIds: [made.doors.get(2)] });
  night = await add({ name: 'Night', doorIds: [made.doors.get(2)], timeZoneId });
  for (const [pin, name] of [
    ['1', 'Stays'],
    ['2', 'Revoked since'],
    ['3', 'Revoked since and after'],
  ] as const)
    await old.admin('POST', '/persons', { pin, name, accLevelIds: [level] });
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await panel.stop();
  await gateways.end();
  await old.stop();
});

const restoredAfter = (meanwhile: () => Promise<void>) => gateways.after(meanwhile);

/** @param isWiped it lost what it held */
const sameDevice = (app: TestApp, isWiped = false, options: Partial<PanelOptions> = {}) =>
  gateways.sameDevice(app, panel, { isWiped, ...options });

const syncOf = async (app: TestApp) => (await app.admin('GET', '/devices/HOLD-1')).body.sync;

it('a device that lacks nothing of the backup goes on by itself, and gets who is new', async () => {
  await settle(old, panel);
  expect(pinsOf(panel)).toEqual(['1', '2', '3']);
  const app = await restoredAfter(() => Promise.resolve());
  expect(await heldOf(app)).toMatchObject({ devices: 1, compared: 0, lacking: [] });
  const same = await sameDevice(app);
  await app.admin('POST', '/persons', { pin: '4', name: 'New', accLevelIds: [level] });
  await pollUntil(same, async () => expect(await heldOf(app)).toBe(null));
  await settle(app, same);
  expect(pinsOf(same)).toEqual(['1', '2', '3', '4']);
  await pollUntil(same, async () => expect(await syncOf(app)).toMatchObject({ inSync: true }));
  expect(await app.admin('POST', '/backups/release')).toMatchObject({ status: 409 });
});

it('a device that lost all that it held knows of nobody who was revoked, and is filled', async () => {
  const app = await restoredAfter(() => Promise.resolve());
  const wiped = await sameDevice(app, true);
  await pollUntil(wiped, async () => expect(await heldOf(app)).toBe(null));
  await settle(app, wiped);
  expect(pinsOf(wiped)).toEqual(['1', '2', '3']);
});

it.each([
  ['cannot tell who may pass where', /^DATA QUERY .*userauthorize/i, -100],
  ['counts people and sends none of them', /^DATA QUERY tablename=user,/i, 0],
])('a device that %s waits until somebody has looked', async (_, query, code) => {
  await settle(old, panel);
  const app = await restoredAfter(() => Promise.resolve());
  let asked = 0;
  const onCommand = (_id: string, text: string) => {
    if (!query.test(text)) return 'answer';
    asked++;
    return code;
  };
  const same = await sameDevice(app, false, { onCommand });
  await pollUntil(same, async () => expect(await heldOf(app)).toMatchObject({ compared: 1 }));
  await settle(app, same);
  expect(await heldOf(app)).toMatchObject({ devices: 1, compared: 1 });
  expect(asked).toBeGreaterThan(0);
});

it('a badge that was revoked after the backup stays revoked until somebody has looked', async () => {
  const restored = await restoredAfter(async () => {
    for (const pin of ['2', '3']) await old.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
    await settle(old, panel);
  });
  expect(pinsOf(panel)).toEqual(['1']);
  const same = await sameDevice(restored);
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ compared: 1 }));
  await settle(restored, same);
  expect(pinsOf(same)).toEqual(['1']);
  expect(pinsOf(same, 'user')).toEqual(['1']);
  expect(await heldOf(restored)).toMatchObject({
    devices: 1,
    compared: 1,
    lacking: [
      { pin: '2', name: 'Revoked since', devices: ['HOLD-1'] },
      { pin: '3', name: 'Revoked since and after', devices: ['HOLD-1'] },
    ],
  });
  expect(await syncOf(restored)).toMatchObject({
    inSync: false,
    reason: expect.stringContaining('the database was restored: it is given nothing') as string,
  });

  // What is taken away goes out all the same, and whoever is revoked here is not in the list any more.
  await restored.admin('DELETE', `/access-levels/${level}/persons/3`);
  await restored.admin('DELETE', `/access-levels/${level}/persons/1`);
  await settle(restored, same);
  expect(pinsOf(same)).toEqual([]);
  expect(await heldOf(restored)).toMatchObject({ lacking: [{ pin: '2' }] });

  const released = await restored.admin('POST', '/backups/release');
  expect(released).toMatchObject({ status: 200, body: { restored: null } });
  await settle(restored, same);
  expect(pinsOf(same)).toEqual(['2']);
  await pollUntil(same, async () => expect(await syncOf(restored)).toMatchObject({ inSync: true }));
  expect(await restored.admin('POST', '/backups/release')).toMatchObject({ status: 409 });
});

/** What each of these people may pass: zone and doors, a bit each. */
const rightsOf = (of: SimulatedPanel, ...pins: string[]) =>
  pins.map((pin) =>
    of
      .rows('userauthorize')
      .filter((row) => row.pin === pin)
      .map(({ authorizetimezoneid, authorizedoorid }) => `${authorizetimezoneid}:${authorizedoorid}`)
      .sort(),
  );

it('what was revoked does not come back beside what is taken away, and what is there stays', async () => {
  const take = (app: TestApp, of: string, pin: string) => app.admin('DELETE', `/access-levels/${of}/persons/${pin}`);
  const levels = { 4: [level], 5: [level], 6: [level, night], 7: [level, night], 8: [level, back] };
  const all = Object.keys(levels);
  for (const [pin, accLevelIds] of Object.entries(levels))
    await old.admin('POST', '/persons', { pin, name: `P${pin}`, accLevelIds });
  await settle(old, panel);
  const zoneNight = rightsOf(panel, '6')
    .flat()
    .find((row) => row.endsWith(':2'));
  expect(rightsOf(panel, '4', '6')).toEqual([['1:1'], ['1:1', zoneNight]]);
  // Whoever switches it on again would give it everything.
  await (await registeredPanel(old, 'HOLD-2')).panel.stop();
  await old.sql(`UPDATE device SET status = 'disabled' WHERE sn = 'HOLD-2'`);
  const restored = await restoredAfter(async () => {
    // One has another door now, one other hours, one has lost the hours of the night.
    await old.admin('PUT', `/access-levels/${back}/persons/4`);
    await old.admin('PUT', `/access-levels/${night}/persons/5`);
    for (const pin of ['4', '5']) await take(old, level, pin);
    await take(old, night, '6');
    await settle(old, panel);
  });
  expect(rightsOf(panel, ...all)).toEqual([['1:2'], [zoneNight], ['1:1'], ['1:1', zoneNight], ['1:3']]);
  const same = await sameDevice(restored);
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ devices: 2, compared: 1 }));
  await settle(restored, same);
  expect(rightsOf(same, ...all)).toEqual([[], [], ['1:1'], ['1:1', zoneNight], ['1:3']]);
  // The device waits still: what is revoked here goes alone.
  await take(restored, level, '6');
  await take(restored, level, '7');
  await take(restored, back, '8');
  await settle(restored, same);
  expect(rightsOf(same, ...all)).toEqual([[], [], [], [zoneNight], ['1:1']]);
  await restored.admin('POST', '/backups/release');
  await settle(restored, same);
  expect(rightsOf(same, ...all)).toEqual([['1:1'], ['1:1'], [zoneNight], [zoneNight], ['1:1']]);
});

it('a password that was taken away does not come back beside a card that somebody got since', async () => {
  const { panel: simple, doorIds } = await registeredPanel(old, 'HOLD-3', oneCard);
  ends.push(() => simple.stop());
  const { id } = (await old.admin('POST', '/access-levels', { name: 'Simple', doorIds })).body as { id: string };
  await old.admin('POST', '/persons', {
    ...{ pin: '9', name: 'Card', personPwd: '4711', cardNo: '900' },
    accLevelIds: [id],
  });
  await settle(old, simple);
  const userOf = (of: SimulatedPanel) => of.rows('user').find(({ pin }) => pin === '9');
  expect(userOf(simple)).toMatchObject({ cardno: '900', password: '4711' });
  const restored = await restoredAfter(async () => {
    await old.admin('PATCH', '/persons/9', { personPwd: '', cardNo: '901' });
    await settle(old, simple);
  });
  expect(userOf(simple)).toMatchObject({ cardno: '901', password: '' });
  const { panel: same } = await registeredPanel(restored, 'HOLD-3', oneCard);
  ends.push(() => same.stop());
  for (const table of ['user', 'userauthorize', 'timezone']) same.load(table, simple.rows(table));
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ compared: 1 }));
  await settle(restored, same);
  expect(userOf(same)).toMatchObject({ cardno: '', password: '' });
  await restored.admin('POST', '/backups/release');
  await settle(restored, same);
  expect(userOf(same)).toMatchObject({ cardno: '900', password: '4711' });
});

it('a card or a password that was taken away from somebody who stays does not come back by itself', async () => {
  const { panel: simple, doorIds } = await registeredPanel(old, 'HOLD-4', oneCard);
  ends.push(() => simple.stop());
  const { id } = (await old.admin('POST', '/access-levels', { name: 'Stays', doorIds })).body as { id: string };
  for (const pin of ['10', '11'])
    await old.admin('POST', '/persons', {
      pin,
      name: 'Lost',
      personPwd: `47${pin}`,
      cardNo: `${pin}00`,
      accLevelIds: [id],
    });
  await settle(old, simple);
  const restored = await restoredAfter(async () => {
    await old.admin('PATCH', '/persons/10', { cardNo: '' });
    await old.admin('PATCH', '/persons/11', { personPwd: '' });
    await settle(old, simple);
  });
  const { panel: same } = await registeredPanel(restored, 'HOLD-4', oneCard);
  ends.push(() => same.stop());
  for (const table of ['user', 'userauthorize', 'timezone']) same.load(table, simple.rows(table));
  const before = same.rows('user');
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ compared: 1 }));
  await settle(restored, same);
  expect(same.rows('user')).toEqual(before);
  expect(await heldOf(restored)).toMatchObject({ lacking: [{ pin: '10' }, { pin: '11' }] });
});

it('a right that was taken away does not come back because its level was changed before the device called', async () => {
  const { panel: three, doorIds } = await registeredPanel(old, 'HOLD-5', { doors: 3 });
  ends.push(() => three.stop());
  const add = async (name: string, door: number) =>
    (await old.admin('POST', '/access-levels', { name, doorIds: [doorIds[door - 1]] })).body.id as string;
  const [lost, kept] = [await add('Lost', 1), await add('Kept', 2)];
  await old.admin('POST', '/persons', { pin: '12', name: 'Moved', accLevelIds: [lost, kept] });
  await settle(old, three);
  expect(rightsOf(three, '12')).toEqual([['1:3']]);
  const restored = await restoredAfter(async () => {
    await old.admin('DELETE', `/access-levels/${lost}/persons/12`);
    await settle(old, three);
  });
  expect(rightsOf(three, '12')).toEqual([['1:2']]);
  const changed = await restored.admin('PATCH', `/access-levels/${lost}`, { doorIds: [doorIds[0], doorIds[2]] });
  expect(changed.status).toBe(200);
  const { panel: same } = await registeredPanel(restored, 'HOLD-5', { doors: 3 });
  ends.push(() => same.stop());
  for (const table of ['user', 'userauthorize', 'timezone']) same.load(table, three.rows(table));
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ compared: 1 }));
  await settle(restored, same);
  expect(rightsOf(same, '12')).toEqual([['1:2']]);
  expect(await heldOf(restored)).toMatchObject({ lacking: [{ pin: '12', devices: ['HOLD-5'] }] });
});
