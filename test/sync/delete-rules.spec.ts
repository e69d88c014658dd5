import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { functionList } from '../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { settle } from '../support/panel.js';
import { worked } from '../support/panels.js';
import { syncedPanels, idOf } from './synced-panels.js';

let app: TestApp;

const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { COMMAND_RETRY: '1', COMMAND_TTL: '1' } });
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

const { registered, level, person, sync } = syncedPanels(() => app, panels);

describe('a DELETE takes more than a row', () => {
  it('one of two cards goes, the other stays', async () => {
    const { panel, doors } = await registered('UNIT1', { options: { AccSupportFunList: functionList(7) } });
    const all = await level('Unit 1', [doors.get(1)]);
    await person({ pin: '11', cardNo: '1111', supplyCards: '1112', accLevelIds: all });
    await settle(app, panel);
    expect([await panel.badge('1111', 1), await panel.badge('1112', 1)]).toEqual(['opens', 'opens']);
    await person({ pin: '11', supplyCards: '' });
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE mulcarduser Pin=11',
      'DATA UPDATE mulcarduser Pin=11\tCardNo=00000457\tLossCardFlag=0\tCardType=0',
    ]);
    expect(await panel.badge('1111', 1)).toBe('opens');
    expect(await panel.badge('1112', 1)).not.toBe('opens');
  });

  it('one of two zones goes, the other stays', async () => {
    const { panel, doors } = await registered('UNIT2', { options: { AccSupportFunList: functionList() } });
    const zone = (await app.admin('POST', '/time-zones', { name: 'Unit 2', periods: { mon: [['08:30', '12:00']] } }))
      .body as {
      id: number;
    };
    const always = await level('Unit 2 always', [doors.get(1)]);
    const mornings = await level('Unit 2 mornings', [doors.get(2)], zone.id);
    await person({ pin: '12', cardNo: '1201', accLevelIds: `${always},${mornings}` });
    await settle(app, panel);
    expect(
      panel
        .rows('userauthorize')
        .map((row) => [row.authorizetimezoneid, row.authorizedoorid])
        .sort(),
    ).toEqual([
      ['1', '1'],
      [String(zone.id), '2'],
    ]);
    await app.api('POST', `/api/accLevel/deleteLevel?pin=12&levelIds=${mornings}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=12',
      'DATA UPDATE userauthorize Pin=12\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    expect(await panel.badge('1201', 1)).toBe('opens');
  });

  it('a door less in a row: the unit goes first', async () => {
    const { panel, doors } = await registered('UNIT3', { options: { AccSupportFunList: functionList() } });
    const first = await level('Unit 3 first', [doors.get(1)]);
    const second = await level('Unit 3 second', [doors.get(2)]);
    await person({ pin: '13', cardNo: '1301', accLevelIds: `${first},${second}` });
    await settle(app, panel);
    await app.api('POST', `/api/accLevel/deleteLevel?pin=13&levelIds=${second}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=13',
      'DATA UPDATE userauthorize Pin=13\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    await app.api('POST', `/api/accLevel/syncPerson?pin=13&levelIds=${first},${second}`);
    const again = await settle(app, panel);
    expect(again.at(-1)).toBe('DATA UPDATE userauthorize Pin=13\tAuthorizeTimezoneId=1\tAuthorizeDoorId=3');
    expect(again.some((text) => text.startsWith('DATA DELETE'))).toBe(false);
  });

  it('one of three holidays goes, two stay; a zone is deleted before it changes, zone 1 never', async () => {
    const { panel } = await registered('UNIT4');
    await settle(app, panel);
    const ids: string[] = [];
    for (const date of ['2027-01-01', '2027-05-01', '2027-12-25']) {
      ids.push(idOf(await app.admin('POST', '/holidays', { name: date, date, type: 1, everyYear: true })));
    }
    await settle(app, panel);
    await app.admin('DELETE', `/holidays/${ids[1] ?? ''}`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE holiday *',
      'DATA UPDATE holiday Holiday=20270101\tHolidayType=1\tLoop=1\nHoliday=20271225\tHolidayType=1\tLoop=1',
    ]);
    for (const id of [ids[0], ids[2]]) await app.admin('DELETE', `/holidays/${id ?? ''}`);
    await settle(app, panel);
    expect(panel.rows('holiday')).toEqual([]);
    expect(panel.executed.some(({ text }) => text.startsWith('DATA DELETE timezone'))).toBe(false);
  });

  it('a door less in a row whose DELETE is refused: the UPDATE does not go alone', async () => {
    let refused = 0;
    const { panel, doors } = await registered('UNIT6', {
      options: { AccSupportFunList: functionList() },
      onCommand: (_id, text) => (text.startsWith('DATA DELETE userauthorize') && refused++ === 0 ? -11 : 'answer'),
    });
    const both = await level('Unit 6', [doors.get(1), doors.get(2)]);
    await person({ pin: '17', accLevelIds: both });
    await settle(app, panel);
    await app.admin('PATCH', `/access-levels/${both}`, { doorIds: [doors.get(1)] });
    expect(await settle(app, panel)).toEqual(['DATA DELETE userauthorize Pin=17']);
    expect(await sync('UNIT6')).toMatchObject({ inSync: false });
    await app.sql(`UPDATE ledger SET retry_at = clock_timestamp() WHERE sn = 'UNIT6' AND retry_at IS NOT NULL`);
    await app.admin('POST', '/devices/UNIT6/sync', {});
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=17',
      'DATA UPDATE userauthorize Pin=17\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1',
    ]);
    expect(await sync('UNIT6')).toMatchObject({ inSync: true });
  });

  it('a user goes although the device refuses to give up a row that hangs on it', async () => {
    const { panel, doors } = await registered('UNIT9', {
      onCommand: (_id, text) => {
        if (text.startsWith('DATA DELETE userauthorize')) return -1;
        return text.startsWith('DATA DELETE mulcarduser') ? -629 : 'answer';
      },
      options: { AccSupportFunList: functionList(7) },
    });
    const one = await level('Unit 9', [doors.get(1)]);
    await person({ pin: '95', cardNo: '9501', accLevelIds: one });
    await settle(app, panel);
    await app.admin('DELETE', `/access-levels/${one}/persons/95`);
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=95',
      'DATA DELETE mulcarduser Pin=95',
      'DATA DELETE user Pin=95',
    ]);
    expect(panel.rows('user')).toEqual([]);
    // What was refused is not forgotten.
    expect(await sync('UNIT9')).toMatchObject({ inSync: false });
  });

  it('a card goes from one person before it comes to the next', async () => {
    const { panel, doors } = await registered('UNIT5', { options: { AccSupportFunList: functionList(7) } });
    const all = await level('Unit 5', [doors.get(1)]);
    await person({ pin: '15', cardNo: '1501', accLevelIds: all });
    await person({ pin: '16', accLevelIds: all });
    await settle(app, panel);
    await person({ pin: '15', cardNo: '' });
    await person({ pin: '16', cardNo: '1501' });
    const texts = await settle(app, panel);
    expect(texts.filter((text) => text.includes('mulcarduser'))).toEqual([
      'DATA DELETE mulcarduser Pin=15',
      'DATA UPDATE mulcarduser Pin=16\tCardNo=000005dd\tLossCardFlag=0\tCardType=0',
    ]);
    expect(panel.cards()).toEqual([{ pin: '16', card: '1501' }]);
  });

  it('a card of a user row goes with its user, who goes last, before it comes to the next', async () => {
    const { panel, doors } = await registered('UNIT7', { options: { AccSupportFunList: functionList() } });
    const all = await level('Unit 7', [doors.get(1)]);
    await person({ pin: '18', cardNo: '1801', accLevelIds: all });
    await person({ pin: '19', accLevelIds: all });
    await settle(app, panel);
    await app.admin('DELETE', '/persons/18');
    await person({ pin: '19', cardNo: '1801' });
    expect(await settle(app, panel)).toEqual([
      'DATA DELETE userauthorize Pin=18',
      'DATA DELETE user Pin=18',
      'DATA UPDATE user CardNo=1801\tPin=19\tPassword=\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0\tDisable=0',
    ]);
    expect(await sync('UNIT7')).toMatchObject({ inSync: true });
  });

  it('cards that two persons exchange come to rest', async () => {
    const { panel, doors } = await registered('UNIT8', { options: { AccSupportFunList: functionList() } });
    const all = await level('Unit 8', [doors.get(1)]);
    await person({ pin: '51', cardNo: '5101', accLevelIds: all });
    await person({ pin: '52', cardNo: '5201', accLevelIds: all });
    await settle(app, panel);
    await person({ pin: '51', cardNo: '' });
    await person({ pin: '52', cardNo: '5101' });
    await person({ pin: '51', cardNo: '5201' });
    const isInSync = async () => (await settle(app, panel), (await sync('UNIT8')).inSync);
    await expect.poll(isInSync, { timeout: 60_000 }).toBe(true);
    // Their order is not defined.
    expect(panel.cards().sort((a, b) => Number(a.pin) - Number(b.pin))).toEqual([
      { pin: '51', card: '5201' },
      { pin: '52', card: '5101' },
    ]);
  });
});

describe('a time zone', () => {
  it('of a new level comes before the first authority in it, and goes after the last', async () => {
    const { panel, doors } = await registered('ZONE1', { options: { AccSupportFunList: functionList() } });
    await settle(app, panel);
    const { id } = (await app.admin('POST', '/time-zones', { name: 'Zone 1', periods: { fri: [['08:00', '09:00']] } }))
      .body as { id: number };
    const fridays = await level('Zone 1', [doors.get(1)], id);
    // Otherwise both changes may be worked out at the same time, and a user row needs no zone.
    await worked(app);
    await person({ pin: '61', accLevelIds: fridays });
    const tables = (texts: string[]) => texts.map((text) => text.split(/[ \t]/, 4).slice(1).join(' '));
    expect(tables(await settle(app, panel))).toEqual([
      `UPDATE timezone TimezoneId=${id}`,
      'UPDATE user CardNo=',
      'UPDATE userauthorize Pin=61',
    ]);
    const later = await app.admin('POST', '/time-zones', { name: 'Zone 1 later', periods: {} });
    await app.admin('PATCH', `/access-levels/${fridays}`, { timeZoneId: (later.body as { id: number }).id });
    expect(tables(await settle(app, panel))).toEqual([
      `UPDATE timezone TimezoneId=${idOf(later)}`,
      'DELETE userauthorize Pin=61',
      'UPDATE userauthorize Pin=61',
      `DELETE timezone TimezoneId=${id}`,
    ]);
    await app.admin('DELETE', `/access-levels/${fridays}`);
    expect((await settle(app, panel)).sort()).toEqual([
      `DATA DELETE timezone TimezoneId=${idOf(later)}`,
      'DATA DELETE user Pin=61',
      'DATA DELETE userauthorize Pin=61',
    ]);
    expect(panel.rows('timezone').map((row) => row.timezoneid)).toEqual(['1']);
  });

  it('of the device is told again when it is changed', async () => {
    const { panel } = await registered('ZONE2', { options: { MachineTZFunOn: '1' } });
    await settle(app, panel);
    await app.admin('PATCH', '/devices/ZONE2', { timeZone: 'Asia/Tokyo' });
    expect(await settle(app, panel)).toContain('SET OPTIONS MachineTZ=+0900');
  });
});
