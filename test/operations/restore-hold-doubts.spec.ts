import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { heldOf, pollUntil, Restored } from '../support/restored.js';

/* What a device cannot tell since a restore, and what is answered while it waits. */

const hours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '23:59']]]),
);
const sns = ['NEW-2', 'ZONE-1', 'OPEN-1', 'ASK-1'] as const;
const asking = { remoteIdentification: true, options: { AutoServerFunOn: '1' } };

let old: TestApp;
let restored: TestApp;
let gateways: Restored;
/** Before the restore, and at the restored gateway. */
const before = new Map<string, SimulatedPanel>();
const after = new Map<string, SimulatedPanel>();

const of = (panels: ReadonlyMap<string, SimulatedPanel>, sn: string): SimulatedPanel => {
  const panel = panels.get(sn);
  if (!panel) throw new Error(`no panel ${sn}`);
  return panel;
};
const pinsOf = (panel: SimulatedPanel) => [...new Set(panel.rows('userauthorize').map(({ pin }) => pin))].sort();
const zoneOf = (panel: SimulatedPanel) => panel.rows('timezone').filter(({ timezoneid }) => timezoneid !== '1');
const held = async () =>
  (await restored.sql<{ sn: string }>('SELECT sn FROM device WHERE giving_held ORDER BY sn')).map(({ sn }) => sn);

async function panelAt(sn: string, options: Partial<PanelOptions> = {}): Promise<string> {
  const { panel, doorIds } = await registeredPanel(old, sn, { doors: 1, ...options });
  before.set(sn, panel);
  return doorIds[0] ?? '';
}

beforeAll(async () => {
  old = await startApp({ env: { LOG_LEVEL: 'error' } });
  gateways = new Restored(old);
});

it('every device is held that is to be served, also one that has not called yet', async () => {
  const doorOf: Record<string, string> = { 'OLD-2': await panelAt('OLD-2') };
  for (const sn of ['ZONE-1', 'OPEN-1'] as const) doorOf[sn] = await panelAt(sn);
  doorOf['ASK-1'] = await panelAt('ASK-1', asking);
  await old.admin('PATCH', '/devices/ASK-1', { remoteIdentification: true });
  const zone = (await old.admin('POST', '/time-zones', { name: 'Late', periods: hours })).body.id as number;
  const levelAt = async (sn: string, timeZoneId = 1) =>
    (await old.admin('POST', '/access-levels', { name: sn, doorIds: [doorOf[sn]], timeZoneId })).body.id as string;
  const [replaced, late, open, asks] = [
    await levelAt('OLD-2'),
    await levelAt('ZONE-1', zone),
    await levelAt('OPEN-1'),
    await levelAt('ASK-1'),
  ];
  for (const [pin, accLevelIds] of [
    ['1', [replaced, late, open, asks]],
    ['2', [replaced, asks]],
  ] as const)
    await old.admin('POST', '/persons', { pin, name: `P${pin}`, cardNo: `700${pin}`, accLevelIds });
  await old.admin('PATCH', `/doors/${doorOf['OPEN-1']}`, { settings: { DoorKeepOpenTimeZone: zone } });
  await settle(old, ...before.values());
  expect(pinsOf(of(before, 'ASK-1'))).toEqual(['1', '2']);
  // It was put in place of the old one, and had not called when the backup was made.
  await old.admin('POST', '/devices/OLD-2/replace', { newSn: 'NEW-2' });

  restored = await gateways.after(async () => {
    await panelAt('NEW-2');
    await settle(old, of(before, 'NEW-2'));
    expect(pinsOf(of(before, 'NEW-2'))).toEqual(['1', '2']);
    for (const level of [replaced, asks]) await old.admin('DELETE', `/access-levels/${level}/persons/2`);
    await old.admin('PATCH', `/doors/${doorOf['OPEN-1']}`, { settings: { DoorKeepOpenTimeZone: null } });
    await old.admin('PATCH', `/time-zones/${zone}`, { periods: { mon: [['08:00', '09:00']] } });
    await settle(old, ...sns.map((sn) => of(before, sn)));
    for (const sn of ['NEW-2', 'ASK-1']) expect(pinsOf(of(before, sn))).toEqual(['1']);
  });
  expect(await held()).toEqual([...sns].sort());
});

afterAll(async () => {
  for (const panel of before.values()) await panel.stop();
  await gateways.end();
  await old.stop();
});

async function comeBack(sn: string, options: Partial<PanelOptions> = {}): Promise<SimulatedPanel> {
  const panel = await gateways.sameDevice(restored, of(before, sn), { doors: 1, ...options });
  after.set(sn, panel);
  return panel;
}

/** It was compared, and has carried out what it was given. */
async function compared(panel: SimulatedPanel): Promise<void> {
  const { sn } = panel;
  await pollUntil(panel, async () =>
    expect(
      await restored.sql(`SELECT 1 FROM verification WHERE sn = $1 AND status = 'done' AND repair = 'all'`, [sn]),
    ).not.toEqual([]),
  );
  await settle(restored, panel);
}

it('a device that had not called when the backup was made, and holds people now, is given nobody', async () => {
  const panel = await comeBack('NEW-2');
  await compared(panel);
  expect(pinsOf(panel)).toEqual(['1']);
  expect(await held()).toContain('NEW-2');
});

it('a smaller time zone stays on a device that does not tell its time zones', async () => {
  const onCommand = (_id: string, text: string) => (/^DATA (QUERY|COUNT) .*timezone/i.test(text) ? -100 : 'answer');
  const small = zoneOf(of(before, 'ZONE-1'));
  const panel = await comeBack('ZONE-1', { onCommand });
  await compared(panel);
  expect(zoneOf(panel)).toEqual(small);
  expect(await held()).toContain('ZONE-1');
});

it('a door that was open for everybody then is not opened again', async () => {
  const panel = await comeBack('OPEN-1');
  const from = panel.executed.length;
  await compared(panel);
  expect(panel.executed.slice(from).filter(({ text }) => /KeepOpenTimeZone=[^0]/.test(text))).toEqual([]);
  expect(await held()).toContain('OPEN-1');
});

it('a device that asks who may pass is answered by what it is known to hold, until somebody has looked', async () => {
  // It holds cards as the gateway has told it to.
  const panel = await comeBack('ASK-1', { ...asking, options: { ...asking.options, MulCardUserFunOn: '1' } });
  panel.load('mulcarduser', of(before, 'ASK-1').rows('mulcarduser'));
  expect(await panel.badge('7001', 1)).toBe('server says no');
  await compared(panel);
  expect(await panel.badge('7001', 1)).toBe('opens');
  expect(await panel.badge('7002', 1)).toBe('server says no');
  const { items } = (await restored.admin('GET', '/devices/ASK-1/identifications')).body as {
    items: { pin: string; result: string; reason: string }[];
  };
  expect(items.map(({ pin, result, reason }) => [pin, result, reason])).toEqual([
    ['2', 'FAILED', 'restored'],
    ['1', 'SUCCESS', 'granted'],
    ['1', 'FAILED', 'restored'],
  ]);
});

it('a device that is new while others wait is filled as soon as it has told that it holds nobody', async () => {
  const { panel, doorIds } = await registeredPanel(restored, 'FRESH-1', { doors: 1 });
  after.set('FRESH-1', panel);
  expect(await held()).toContain('FRESH-1');
  const level = (await restored.admin('POST', '/access-levels', { name: 'Fresh', doorIds })).body.id as string;
  await restored.admin('PUT', `/access-levels/${level}/persons/1`);
  await pollUntil(panel, async () => expect(await held()).not.toContain('FRESH-1'));
  await settle(restored, panel);
  expect(pinsOf(panel)).toEqual(['1']);
  await panel.stop();
});

it('all are given what the backup says once they are released', async () => {
  expect(await heldOf(restored)).toMatchObject({ devices: 4, compared: 4 });
  expect(await restored.admin('POST', '/backups/release')).toMatchObject({ status: 200, body: { restored: null } });
  await settle(restored, of(after, 'NEW-2'), of(after, 'OPEN-1'), of(after, 'ASK-1'));
  expect(pinsOf(of(after, 'NEW-2'))).toEqual(['1', '2']);
  expect(of(after, 'OPEN-1').executed.some(({ text }) => /KeepOpenTimeZone=[^0]/.test(text))).toBe(true);
  expect(await of(after, 'ASK-1').badge('7002', 1)).toBe('opens');
});
