import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { registeredPanel, settle } from '../support/panel.js';
import { worked } from '../support/panels.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

/** A registered panel with one door, which a level of its own opens. */
async function registered(sn: string) {
  const { panel, doorIds } = await registeredPanel(app, sn, { options: { AccSupportFunList: functionList() } });
  panels.push(panel);
  const [door = ''] = doorIds;
  const level = (await app.admin('POST', '/access-levels', { name: sn, doorIds: [door] })).body.id as string;
  return { panel, door, level };
}

const person = async (fields: Record<string, unknown>) =>
  expect((await app.api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });

describe('what a panel lost in a reset', () => {
  it('is sent again if a count cannot show the loss, because the panel held nobody', async () => {
    const { panel, door, level } = await registered('RESET2');
    await app.admin('PATCH', `/doors/${door}`, { settings: { DoorDrivertime: 9 } });
    await settle(app, panel);
    const rows = () => [...panel.memory.counts()].sort();
    const empty = rows();
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toEqual(['1']);

    panel.reset();
    expect(panel.rows('timezone')).toEqual([]);
    await panel.reboot();
    await settle(app, panel);
    expect(rows()).toEqual(empty);

    // A person is added while the panel is reset, and is in its count. Later the panel loses everybody.
    await person({ pin: '56', cardNo: '5601', accLevelIds: level });
    panel.reset();
    await panel.reboot();
    await settle(app, panel);
    expect(await panel.badge('5601', 1)).toBe('opens');
    panel.reset();
    await panel.reboot();
    await settle(app, panel);
    expect(await panel.badge('5601', 1)).toBe('opens');
    const shared = (all: (readonly [string, number])[]) =>
      all.filter(([table]) => table !== 'user' && table !== 'userauthorize');
    expect(shared(rows())).toEqual(empty);
  });

  it('is asked for its count before it is given rows that would hide what it lost', async () => {
    const { panel, level } = await registered('RESET3');
    const pass = { cardNo: '5701', accLevelIds: level };
    await person({ pin: '57', ...pass });
    await settle(app, panel);
    panel.reset();
    await person({ pin: '57', name: 'Ada', ...pass });
    await worked(app);
    await panel.reboot();
    const texts = await settle(app, panel);
    const first = (text: string) => texts.findIndex((one) => one.startsWith(text));
    expect(first('DATA COUNT user')).toBeLessThan(first('DATA UPDATE user '));
    expect(panel.rows('timezone').map(({ timezoneid }) => timezoneid)).toEqual(['1']);
    expect(await panel.badge('5701', 1)).toBe('opens');
  });
});

describe('a panel that has forgotten that it is to keep several cards', () => {
  it('refuses to delete cards until it keeps them again, and is in sync behind that', async () => {
    const sn = 'RESET7';
    const { panel, doorIds } = await registeredPanel(app, sn, {
      options: { AccSupportFunList: functionList(7), MulCardUserFunOn: '0' },
    });
    panels.push(panel);
    const level = (await app.admin('POST', '/access-levels', { name: sn, doorIds })).body.id as string;
    for (const pin of ['159', '160']) await person({ pin, cardNo: `${pin}01`, accLevelIds: level });
    await settle(app, panel);
    expect(await panel.badge('15901', 1)).toBe('opens');
    // Somebody has set it back at the panel; its next registration tells.
    panel.settings.set('MulCardUserFunOn', '0');
    expect((await app.admin('DELETE', `/access-levels/${level}/persons/159`)).status).toBeLessThan(300);
    await settle(app, panel);
    const deletes = () => panel.executed.filter(({ text }) => text.startsWith('DATA DELETE mulcarduser Pin=159'));
    expect(deletes().map(({ code }) => code)).toEqual([-629]);
    expect(await panel.reboot()).toBe('registered');
    await settle(app, panel);
    expect(deletes().map(({ code }) => code)).toEqual([-629, 0]);
    const { sync } = (await app.admin('GET', `/devices/${sn}`)).body as { sync: object };
    expect(sync).toMatchObject({ inSync: true, failed: 0, unknown: 0 });
    expect(await panel.badge('15901', 1)).toBe('unknown card');
    expect(await panel.badge('16001', 1)).toBe('opens');
  });
});

describe('a panel that comes back with what it held', () => {
  it('has nobody worked out again, though it tells by now what it was set to and how much it holds', async () => {
    const sn = 'RESET4';
    const { panel, doorIds } = await registeredPanel(app, sn, {
      options: { AccSupportFunList: functionList(7), MulCardUserFunOn: '0', FPCount: '0' },
    });
    panels.push(panel);
    const level = (await app.admin('POST', '/access-levels', { name: sn, doorIds })).body.id as string;
    await person({ pin: '58', cardNo: '5801', accLevelIds: level });
    await settle(app, panel);
    const column = async <T>(name: string) =>
      (await app.sql<{ value: T }>(`SELECT ${name} AS value FROM device WHERE sn = $1`, [sn]))[0]?.value;
    const workedOutFor = () => column<string>('synced_as');
    const before = await workedOutFor();
    expect(before).toEqual(expect.any(String));

    panel.settings.set('FPCount', '3');
    expect(await panel.reboot()).toBe('registered');
    expect(await column('options')).toMatchObject({ MulCardUserFunOn: '1', FPCount: '3' });
    await settle(app, panel);
    expect(await workedOutFor()).toBe(before);

    // Another pin form is another matter: whom it can hold may change.
    panel.settings.set('StringPinFunOn', '0');
    await panel.reboot();
    await settle(app, panel);
    expect(await workedOutFor()).not.toBe(before);
  });
});

describe('commands that wait while a panel is reset', () => {
  it('are sent in the words that they were planned in, or not at all: no card stays in a row that should have none', async () => {
    const sn = 'RESET5';
    const { panel, doorIds } = await registeredPanel(app, sn, { options: { AccSupportFunList: functionList(7) } });
    panels.push(panel);
    const level = (await app.admin('POST', '/access-levels', { name: sn, doorIds })).body.id as string;
    await settle(app, panel);
    await person({ pin: '59', cardNo: '5901', accLevelIds: level });
    await worked(app);
    // It registers with MulCardUserFunOn=0: until it is set again, a card would stand in the row of its user.
    panel.reset();
    await panel.reboot();
    const texts = await settle(app, panel);
    const users = texts.filter((text) => text.startsWith('DATA UPDATE user '));
    expect(users.filter((text) => text.includes('5901'))).toEqual([]);
    expect(texts.findIndex((text) => text.includes('MulCardUserFunOn=1'))).toBeLessThan(
      texts.findIndex((text) => text.startsWith('DATA UPDATE user ')),
    );
    expect(panel.cards()).toEqual([{ pin: '59', card: '5901' }]);
    expect((await app.admin('GET', `/devices/${sn}`)).body.sync.inSync).toBe(true);

    await person({ pin: '59', cardNo: '5902' });
    await settle(app, panel);
    expect(panel.rows('user').map(({ cardno = '' }) => cardno)).toEqual(['']);
    expect([await panel.badge('5901', 1), await panel.badge('5902', 1)]).toEqual(['unknown card', 'opens']);
  });
});
