import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { registeredPanel, settle } from '../../support/panel.js';

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
async function registered(sn: string, options: Partial<PanelOptions> = {}) {
  const { panel, doorIds } = await registeredPanel(app, sn, options);
  panels.push(panel);
  const made = await app.admin('POST', '/access-levels', { name: sn, doorIds });
  return { panel, level: (made.body as { id: string }).id };
}

const add = async (fields: Record<string, unknown>) =>
  expect((await app.api('POST', '/api/person/add', fields)).body).toMatchObject({ code: 0 });

describe('a lost card opens no door', () => {
  it('is marked in its row on a device that knows lost cards', async () => {
    const { panel, level } = await registered('LOST1', {
      options: { AccSupportFunList: functionList(7), '~LossCardFunOn': '1' },
    });
    await add({ pin: '41', cardNo: '4101', supplyCards: '4102', accLevelIds: level });
    await settle(app, panel);
    expect(await panel.badge('4101', 1)).toBe('opens');
    const { status, body } = await app.admin('POST', '/cards/4101/lost');
    expect([status, body]).toEqual([200, { cardNo: '4101', pin: '41', main: true, lost: true }]);
    expect(await settle(app, panel)).toEqual([
      'DATA UPDATE mulcarduser Pin=41\tCardNo=00001005\tLossCardFlag=1\tCardType=0',
    ]);
    expect(await panel.badge('4101', 1)).toBe('lost card');
    expect(await panel.badge('4102', 1)).toBe('opens');
    await app.admin('POST', '/cards/4101/found');
    expect(await settle(app, panel)).toEqual([
      'DATA UPDATE mulcarduser Pin=41\tCardNo=00001005\tLossCardFlag=0\tCardType=0',
    ]);
    expect(await panel.badge('4101', 1)).toBe('opens');
  });

  it('is deleted while it is lost, on a device that does not', async () => {
    const { panel, level } = await registered('LOST2', {
      options: { AccSupportFunList: functionList(7), '~LossCardFunOn': '0' },
    });
    await add({ pin: '42', cardNo: '4201', supplyCards: '4202', accLevelIds: level });
    await settle(app, panel);
    await app.admin('POST', '/cards/4201/lost');
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE mulcarduser Pin=42',
      'DATA UPDATE mulcarduser Pin=42\tCardNo=0000106a\tLossCardFlag=0\tCardType=1',
    ]);
    expect(await panel.badge('4201', 1)).not.toBe('opens');
    expect(await panel.badge('4202', 1)).toBe('opens');
    await app.admin('POST', '/cards/4201/found');
    expect(await settle(app, panel)).toEqual([
      'DATA UPDATE mulcarduser Pin=42\tCardNo=00001069\tLossCardFlag=0\tCardType=0',
    ]);
    expect(await panel.badge('4201', 1)).toBe('opens');
  });

  it('is replaced by the next card, on a device with one card for each user', async () => {
    const { panel, level } = await registered('LOST3', { options: { AccSupportFunList: functionList() } });
    await add({ pin: '43', cardNo: '4301', supplyCards: '4302', accLevelIds: level });
    await settle(app, panel);
    await app.admin('POST', '/cards/4301/lost');
    await settle(app, panel);
    expect(panel.rows('user')).toMatchObject([{ pin: '43', cardno: '4302' }]);
    await app.admin('POST', '/cards/4302/lost');
    await settle(app, panel);
    expect(panel.rows('user')).toMatchObject([{ pin: '43', cardno: '' }]);
    expect(await panel.badge('4301', 1)).not.toBe('opens');
    await app.admin('POST', '/cards/4301/found');
    await settle(app, panel);
    expect(await panel.badge('4301', 1)).toBe('opens');
  });

  it('stays lost when an import names its person again', async () => {
    const { panel, level } = await registered('LOST4', { options: { AccSupportFunList: functionList() } });
    await add({ pin: '44', cardNo: '4401', accLevelIds: level });
    await app.admin('POST', '/cards/4401/lost');
    await add({ pin: '44', cardNo: '4401', accLevelIds: level });
    await app.api('POST', '/api/card/set', { pin: '44', cardNo: '4401', cardType: 0 });
    await settle(app, panel);
    expect(await panel.badge('4401', 1)).not.toBe('opens');
    expect((await app.api('GET', '/api/card/getCards/44')).body.data).toEqual([
      { pin: '44', cardNo: '4401', cardType: '0' },
    ]);
    expect((await app.admin('GET', '/cards/4401')).body).toMatchObject({ lost: true });
  });

  it('is listed, and leaves a row in the audit log', async () => {
    await add({ pin: '45', cardNo: '4501', supplyCards: '4502' });
    await app.admin('POST', '/cards/4502/lost');
    expect((await app.admin('GET', '/cards?pin=45&lost=true')).body).toEqual({
      items: [{ cardNo: '4502', pin: '45', main: false, lost: true }],
      nextCursor: null,
    });
    const first = await app.admin('GET', '/cards?pin=45&limit=1');
    expect(first.body.items).toMatchObject([{ cardNo: '4501', lost: false }]);
    const rest = await app.admin('GET', `/cards?pin=45&limit=1&cursor=${first.body.nextCursor as string}`);
    expect(rest.body.items).toMatchObject([{ cardNo: '4502' }]);
    expect(
      await app.sql(
        `SELECT detail FROM audit WHERE action = 'POST /admin/v1/cards/:cardNo/lost' ORDER BY seq DESC LIMIT 1`,
      ),
    ).toEqual([{ detail: { cardNo: '4502' } }]);
    expect((await app.admin('POST', '/cards/999999/lost')).status).toBe(404);
    const bad = await app.admin('POST', '/cards/12ab/lost');
    expect([bad.status, bad.body.detail]).toEqual([400, 'cardNo must be a card number from 1 to 18446744073709551615']);
  });
});

describe('the role of a person at terminals', () => {
  it('is one of five, and goes to the devices', async () => {
    const { panel, level } = await registered('ROLE1', { options: { AccSupportFunList: functionList() } });
    await add({ pin: '51', cardNo: '5101', accLevelIds: level });
    await settle(app, panel);
    expect((await app.admin('GET', '/persons/51')).body.privilege).toBe(0);
    const patched = await app.admin('PATCH', '/persons/51', { privilege: 14 });
    expect([patched.status, patched.body.privilege]).toEqual([200, 14]);
    await settle(app, panel);
    expect(panel.rows('user')).toMatchObject([{ pin: '51', privilege: '14' }]);
    const refused = await app.admin('PATCH', '/persons/51', { privilege: 3 });
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ field: 'privilege' }]]);
    await add({ pin: '51', name: 'Ada' });
    expect((await app.admin('GET', '/persons?limit=1000')).body.items).toContainEqual(
      expect.objectContaining({ pin: '51', privilege: 14 }) as unknown,
    );
    const listed = await app.api('POST', '/api/v2/person/getPersonList', { pins: '51', pageNo: 1, pageSize: 1 });
    expect(listed.body.data.data).toHaveLength(1);
    expect(listed.body.data.data[0]).not.toHaveProperty('privilege');
  });
});

describe('while a panel that was reset is asked whether it keeps several cards a person', () => {
  it('later changes reach it once it has answered', async () => {
    let silent = false;
    const { panel, level } = await registered('CARDS1', {
      options: { AccSupportFunList: functionList(7) },
      onCommand: (_id, text) => (silent && text.startsWith('SET OPTIONS MulCardUserFunOn') ? 'silent' : 'answer'),
    });
    await add({ pin: '45', cardNo: '4501', accLevelIds: level });
    await add({ pin: '46', cardNo: '4601' });
    await settle(app, panel);
    expect(await panel.badge('4501', 1)).toBe('opens');

    silent = true;
    panel.reset();
    await panel.reboot();
    await settle(app, panel);
    const asked = panel.executed.findLast(({ text }) => text === 'SET OPTIONS MulCardUserFunOn=1');
    expect(asked?.answered).toBe(false);
    await app.admin('DELETE', `/access-levels/${level}/persons/45`);
    await app.admin('PUT', `/access-levels/${level}/persons/46`);
    await settle(app, panel);
    const inSync = async () => (await app.admin('GET', '/devices/CARDS1')).body.sync.inSync;
    expect(await inSync()).toBe(false);

    silent = false;
    await panel.answer(asked?.id ?? '', 0);
    await settle(app, panel);
    expect(panel.rows('userauthorize').map(({ pin }) => pin)).toEqual(['46']);
    expect(await panel.badge('4601', 1)).toBe('opens');
    expect(await panel.badge('4501', 1)).not.toBe('opens');
    expect(await inSync()).toBe(true);
  });
});
