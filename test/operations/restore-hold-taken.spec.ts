import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { worked } from '../support/panels.js';
import { heldOf, pollUntil, Restored } from '../support/restored.js';

/* What is taken away here since a restore tells nothing of what was taken away before it. */

/** Its cards are in the rows of its users. */
const oneCard = { options: { AccSupportFunList: functionList() } };
const long = '2099-12-31 23:59:59';
const short = '2098-06-30 23:59:59';

let old: TestApp;
let restored: TestApp;
let gateways: Restored;
const before = new Map<string, SimulatedPanel>();
const levels = new Map<string, string>();

const of = <T>(all: ReadonlyMap<string, T>, name: string): T => {
  const one = all.get(name);
  if (one === undefined) throw new Error(`no ${name}`);
  return one;
};
const doorsOf = (panel: SimulatedPanel) => panel.rows('userauthorize').map(({ authorizedoorid }) => authorizedoorid);
const userOf = (panel: SimulatedPanel, pin: string) => panel.rows('user').find((row) => row.pin === pin);
const isHeld = async (sn: string) =>
  (await restored.sql('SELECT 1 FROM device WHERE sn = $1 AND giving_held', [sn])).length > 0;
const take = (app: TestApp, level: string, pin: string) =>
  app.admin('DELETE', `/access-levels/${of(levels, level)}/persons/${pin}`);

async function panelAt(sn: string, options: Partial<PanelOptions> = {}): Promise<void> {
  const { panel, doorIds } = await registeredPanel(old, sn, { doors: 2, ...options });
  before.set(sn, panel);
  for (const [at, door] of doorIds.entries()) {
    const name = `${sn}/${at + 1}`;
    levels.set(name, (await old.admin('POST', '/access-levels', { name, doorIds: [door] })).body.id as string);
  }
}

async function comeBack(sn: string, options: Partial<PanelOptions> = {}): Promise<SimulatedPanel> {
  return gateways.sameDevice(restored, of(before, sn), { doors: 2, ...options });
}

const compared = async (sn: string, times = 1) => {
  const done = `SELECT 1 FROM verification WHERE sn = $1 AND status = 'done' AND repair = 'all'`;
  expect((await restored.sql(done, [sn])).length).toBeGreaterThanOrEqual(times);
};

beforeAll(async () => {
  old = await startApp({ env: { LOG_LEVEL: 'error' } });
  gateways = new Restored(old);
});

afterAll(async () => {
  for (const panel of before.values()) await panel.stop();
  await gateways.end();
  await old.stop();
});

it('what the devices hold is what was true last, and somebody goes on to revoke before they have called', async () => {
  for (const sn of ['TAKEN-1', 'TAKEN-2']) await panelAt(sn);
  await panelAt('DATES-1', oneCard);
  const person = (pin: string, at: string, more: object = {}) =>
    old.admin('POST', '/persons', { pin, name: `P${pin}`, accLevelIds: [of(levels, at)], ...more });
  for (const [pin, sn] of [
    ['1', 'TAKEN-1'],
    ['2', 'TAKEN-2'],
  ] as const)
    await person(pin, `${sn}/1`, { accLevelIds: [of(levels, `${sn}/1`), of(levels, `${sn}/2`)] });
  for (const pin of ['31', '32', '33'])
    await person(pin, 'DATES-1/1', { cardNo: `${pin}00`, accStartTime: '2020-01-01 00:00:00', accEndTime: long });
  await settle(old, ...before.values());
  expect([doorsOf(of(before, 'TAKEN-1')), doorsOf(of(before, 'TAKEN-2'))]).toEqual([['3'], ['3']]);

  restored = await gateways.after(async () => {
    await take(old, 'TAKEN-1/2', '1');
    await take(old, 'TAKEN-2/2', '2');
    await old.admin('PATCH', '/persons/31', { cardNo: '3101', accEndTime: short });
    await old.admin('PATCH', '/persons/32', { cardNo: '3201' });
    await old.admin('PATCH', '/persons/33', { accEndTime: short });
    await settle(old, ...before.values());
  });
  expect([doorsOf(of(before, 'TAKEN-1')), doorsOf(of(before, 'TAKEN-2'))]).toEqual([['1'], ['1']]);
  await take(restored, 'TAKEN-1/1', '1');
  await take(restored, 'TAKEN-2/1', '2');
  await restored.admin('PATCH', '/persons/33', { cardNo: '' });
  await worked(restored);
});

it('a right of which the rest was taken away before the device was compared does not come back', async () => {
  const panel = await comeBack('TAKEN-1');
  await pollUntil(panel, () => compared('TAKEN-1'));
  await settle(restored, panel);
  expect([await isHeld('TAKEN-1'), doorsOf(panel)]).toEqual([true, []]);
});

it('nor one whose rest is just being taken away while the device is compared: it is compared again', async () => {
  const unanswered: string[] = [];
  const onCommand = (id: string, text: string) => {
    if (!text.startsWith('DATA DELETE userauthorize')) return 'answer';
    unanswered.push(id);
    return unanswered.length === 1 ? 'silent' : 'answer';
  };
  const panel = await comeBack('TAKEN-2', { onCommand });
  await pollUntil(panel, () => compared('TAKEN-2'));
  const [first] = unanswered;
  expect([await isHeld('TAKEN-2'), doorsOf(panel)]).toEqual([true, []]);
  if (first === undefined) throw new Error('nothing was taken away');
  await panel.answer(first);
  await pollUntil(panel, () => compared('TAKEN-2', 2));
  await settle(restored, panel);
  expect([await isHeld('TAKEN-2'), doorsOf(panel)]).toEqual([true, []]);
  expect(await heldOf(restored)).toMatchObject({ lacking: [{ pin: '1' }, { pin: '2' }] });
});

it('a card is taken away without prolonging what was shortened, and without shortening what is known', async () => {
  const simple = of(before, 'DATES-1');
  const [ending, known] = [userOf(simple, '31')?.endtime, userOf(simple, '32')?.endtime];
  expect(Number(ending)).toBeLessThan(Number(known));
  const panel = await comeBack('DATES-1', oneCard);
  await pollUntil(panel, () => compared('DATES-1'));
  await settle(restored, panel);
  expect([await isHeld('DATES-1'), userOf(panel, '32')]).toMatchObject([true, { cardno: '', endtime: known }]);
  for (const pin of ['31', '33']) {
    expect(userOf(panel, pin)).toMatchObject({ cardno: '' });
    expect(Number(userOf(panel, pin)?.endtime)).toBeGreaterThan(0);
    expect(Number(userOf(panel, pin)?.endtime)).toBeLessThanOrEqual(Number(ending));
  }
  await restored.admin('POST', '/backups/release');
  await settle(restored, panel);
  for (const pin of ['31', '32', '33']) expect(userOf(panel, pin)?.endtime).toBe(known);
});
