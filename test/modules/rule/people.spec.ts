import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSync, RuleSite, unsupported } from './rule-site.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

const user = (pin: string, group = 0) =>
  `DATA UPDATE user CardNo=\tPin=${pin}\tPassword=\tGroup=${group}\tStartTime=0\tEndTime=0\tName=P${pin}\tPrivilege=0`;

describe('a first-card rule', () => {
  it('becomes rows of its persons and the switch of the door, changes and is deleted', async () => {
    const { doors, drain } = await site.panel('FIRST1');
    const zone = await site.zone('first');
    await site.person('101', [doors.get(1)]);
    await site.person('102', [doors.get(1)]);
    await drain();

    const rule = await site.made('/first-card-rules', { doorId: doors.get(1), timeZoneId: zone, pins: ['101'] });
    expect(await site.devices('/first-card-rules', rule.id)).toEqual([
      { sn: 'FIRST1', supported: true, inSync: false, needs: null },
    ]);
    expect(await drain()).toEqual([
      'SET OPTIONS Door1FirstCardOpenDoor=1',
      expect.stringMatching(new RegExp(`^DATA UPDATE timezone TimezoneId=${zone}\t`)),
      `DATA UPDATE firstcard DoorID=1\tTimezoneID=${zone}\tPin=101`,
    ]);
    expect(await site.devices('/first-card-rules', rule.id)).toEqual(inSync('FIRST1'));

    await site.app.admin('PATCH', `/first-card-rules/${rule.id}`, { pins: ['102'], mode: 'activate' });
    expect((await drain()).sort()).toEqual([
      'DATA DELETE firstcard Pin=101',
      `DATA UPDATE firstcard DoorID=1\tTimezoneID=${zone}\tPin=102`,
      'SET OPTIONS Door1FirstCardOpenDoor=2',
    ]);

    expect((await site.app.admin('DELETE', `/time-zones/${zone}`)).status).toBe(409);
    expect((await site.app.admin('DELETE', `/first-card-rules/${rule.id}`)).status).toBe(204);
    expect((await drain()).sort()).toEqual([
      'DATA DELETE firstcard Pin=102',
      `DATA DELETE timezone TimezoneId=${zone}`,
      'SET OPTIONS Door1FirstCardOpenDoor=0',
    ]);
    expect((await site.app.admin('DELETE', `/time-zones/${zone}`)).status).toBe(204);
  });

  it('whose last person is removed resets the door to normal: nobody is locked out', async () => {
    const { doors, drain } = await site.panel('FIRST2', [21, 26]);
    await site.person('111', [doors.get(2)]);
    await drain();
    await site.made('/first-card-rules', { doorId: doors.get(2), timeZoneId: 1, pins: ['111'], mode: 'activate' });
    expect(await drain()).toEqual([
      'DATA UPDATE DoorParameters ID=2\tName=DoorFirstCardOpenDoor\tValue=2\tDevID=1',
      'DATA UPDATE firstcard DoorID=2\tTimezoneID=1\tPin=111\tDevID=1',
    ]);
    await site.app.admin('DELETE', '/persons/111');
    expect((await drain()).sort()).toEqual([
      'DATA DELETE firstcard Pin=111',
      'DATA DELETE user Pin=111',
      'DATA DELETE userauthorize Pin=111',
      'DATA UPDATE DoorParameters ID=2\tName=DoorFirstCardOpenDoor\tValue=0\tDevID=1',
    ]);
  });

  it('names nobody whose access is over', async () => {
    const { doors, drain } = await site.panel('FIRST3');
    await site.person('121', [doors.get(1)]);
    await site.made('/first-card-rules', { doorId: doors.get(1), timeZoneId: 1, pins: ['121'] });
    await drain();
    await site.app.admin('PATCH', '/persons/121', { isDisabled: true });
    expect((await drain()).sort()).toEqual(['DATA DELETE firstcard Pin=121', 'DATA DELETE userauthorize Pin=121']);
  });

  it('says which field is wrong', async () => {
    const { doors } = await site.panel('FIRST4');
    const right = { doorId: doors.get(1), timeZoneId: 1, pins: [] };
    const refusal = (body: object) => site.refusal('/first-card-rules', { ...right, ...body });
    expect(await refusal({ doorId: 'nowhere' })).toEqual([400, 'doorId']);
    expect(await refusal({ timeZoneId: 250 })).toEqual([400, 'timeZoneId']);
    expect(await refusal({ pins: ['nobody'] })).toEqual([400, 'pins']);
    expect(await refusal({ mode: 'always' })).toEqual([400, 'mode']);
    await site.made('/first-card-rules', right);
    expect((await refusal({}))[0]).toBe(409);
    expect((await site.app.admin('GET', '/first-card-rules/none')).status).toBe(404);
  });
});

describe('a multi-card rule', () => {
  it('names groups of persons, whose users carry the number', async () => {
    const { doors, drain } = await site.panel('MULTI1');
    await site.person('201', [doors.get(1)]);
    await site.person('202', [doors.get(1)]);
    await drain();
    const guards = await site.made('/person-groups', { name: 'Guards', pins: ['201'] });
    const bosses = await site.made('/person-groups', { name: 'Bosses', pins: ['202'] });
    expect([guards.number, bosses.number]).toEqual([2, 3]);
    expect((await drain()).sort()).toEqual([user('201', 2), user('202', 3)]);

    const rule = await site.made('/multi-card-rules', {
      doorId: doors.get(1),
      groups: [
        { groupId: guards.id, count: 2 },
        { groupId: bosses.id, count: 1 },
      ],
    });
    expect(await drain()).toEqual([
      'SET OPTIONS Door1MultiCardOpenDoor=1',
      'DATA UPDATE multimcard Index=1\tDoorId=1\tGroup1=2\tGroup2=2\tGroup3=3\tGroup4=\tGroup5=',
    ]);
    await site.app.admin('PATCH', `/multi-card-rules/${rule.id}`, { groups: [{ groupId: bosses.id, count: 2 }] });
    expect(await drain()).toEqual([
      'DATA UPDATE multimcard Index=1\tDoorId=1\tGroup1=3\tGroup2=3\tGroup3=\tGroup4=\tGroup5=',
    ]);
    expect((await site.app.admin('DELETE', `/person-groups/${bosses.id}`)).status).toBe(409);
    await site.app.admin('DELETE', `/multi-card-rules/${rule.id}`);
    expect((await drain()).sort()).toEqual(['DATA DELETE multimcard Index=1', 'SET OPTIONS Door1MultiCardOpenDoor=0']);
    expect((await site.app.admin('DELETE', `/person-groups/${bosses.id}`)).status).toBe(204);
    expect(await drain()).toEqual([user('202')]);
  });

  it('says which field is wrong', async () => {
    const { doors } = await site.panel('MULTI2');
    const doorId = doors.get(1);
    const group = await site.made('/person-groups', { name: 'Some', pins: [] });
    const refusal = (groups: unknown) => site.refusal('/multi-card-rules', { doorId, groups });
    expect(await refusal([{ groupId: group.id, count: 1 }])).toEqual([400, 'groups']);
    expect(await refusal([{ groupId: group.id, count: 6 }])).toEqual([400, 'groups.0.count']);
    expect(await refusal([{ groupId: 'none', count: 2 }])).toEqual([400, 'groups.0.groupId']);
    expect(await refusal('all')).toEqual([400, 'groups']);
    await site.person('211', []);
    await site.made('/person-groups', { name: 'One', pins: ['211'] });
    expect((await site.refusal('/person-groups', { name: 'Two', pins: ['211'] }))[0]).toBe(409);
    expect((await site.refusal('/person-groups', { name: 'One', pins: [] }))[0]).toBe(409);
  });
});

describe('a super user rule', () => {
  it('becomes a row for each door, on panels that have the table', async () => {
    const { doors, drain } = await site.panel('SUPER1', [16]);
    const old = await site.panel('SUPER2');
    await site.person('301', [doors.get(1), doors.get(2), old.doors.get(1)]);
    await drain();
    await old.drain();
    const rule = await site.made('/super-user-rules', {
      doorIds: [doors.get(1), doors.get(2), old.doors.get(1)],
      pins: ['301'],
    });
    expect(await drain()).toEqual(['DATA UPDATE SuperAuthorize Pin=301\tDoorID=1\nPin=301\tDoorID=2']);
    expect(await old.drain()).toEqual([]);
    expect(await site.devices('/super-user-rules', rule.id)).toEqual([
      ...inSync('SUPER1'),
      ...unsupported('SUPER2', 'position 16 of AccSupportFunList'),
    ]);
    await site.app.admin('PATCH', `/super-user-rules/${rule.id}`, { doorIds: [doors.get(2)] });
    expect(await drain()).toEqual([
      'DATA DELETE SuperAuthorize Pin=301',
      'DATA UPDATE SuperAuthorize Pin=301\tDoorID=2',
    ]);
    await site.app.admin('DELETE', `/super-user-rules/${rule.id}`);
    expect(await drain()).toEqual(['DATA DELETE SuperAuthorize Pin=301']);
  });
});

describe('verification by time', () => {
  const closed = (day: string, from = 1) =>
    [1, 2, 3]
      .filter((slot) => slot >= from)
      .map((slot) => `${day}Time${slot}=0\t${day}Time${slot}VSUser=255\t${day}Time${slot}VSDoor=255`)
      .join('\t');
  const rest = ['Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'].map((day) => closed(day)).join('\t');
  const row = (id: number, monday: string) =>
    `DATA UPDATE DiffTimezoneVS TimezoneID=${id}\t${closed('Sun')}\t${monday}\t${closed('Mon', 2)}\t${rest}`;

  it('is a schedule that doors and persons go by', async () => {
    const { doors, drain } = await site.panel('VERIFY1', [12]);
    await site.person('401', [doors.get(1)]);
    await drain();
    const schedule = await site.made('/verification-schedules', {
      name: 'Days',
      days: { mon: [{ from: '08:30', to: '12:00', user: 7, door: 5 }] },
    });
    expect(schedule.number).toBe(1);
    expect(await drain()).toEqual([]);
    const door = await site.made('/door-verification-rules', { doorId: doors.get(4), scheduleId: schedule.id });
    const monday = 'MonTime1=54396080\tMonTime1VSUser=7\tMonTime1VSDoor=5';
    expect(await drain()).toEqual([row(1, monday), 'DATA UPDATE DoorVSTimezone DoorID=4\tTimezoneID=1']);
    const person = await site.made('/person-verification-rules', {
      doorIds: [doors.get(1)],
      scheduleId: schedule.id,
      pins: ['401'],
    });
    expect(await drain()).toEqual(['DATA UPDATE PersonalVSTimezone PIN=401\tDoorID=1\tTimezoneID=1']);
    expect(await site.devices('/person-verification-rules', person.id)).toEqual(inSync('VERIFY1'));

    await site.app.admin('PATCH', `/verification-schedules/${schedule.id}`, {
      days: { mon: [{ from: '08:30', to: '12:00', user: 7 }] },
    });
    expect(await drain()).toEqual([row(1, 'MonTime1=54396080\tMonTime1VSUser=7\tMonTime1VSDoor=255')]);
    expect((await site.app.admin('DELETE', `/verification-schedules/${schedule.id}`)).status).toBe(409);
    await site.app.admin('DELETE', `/person-verification-rules/${person.id}`);
    await site.app.admin('DELETE', `/door-verification-rules/${door.id}`);
    expect((await drain()).sort()).toEqual([
      'DATA DELETE DiffTimezoneVS TimezoneID=1',
      'DATA DELETE DoorVSTimezone DoorID=4',
      'DATA DELETE PersonalVSTimezone PIN=401\tDoorID=1',
    ]);
    expect((await site.app.admin('DELETE', `/verification-schedules/${schedule.id}`)).status).toBe(204);
  });

  it('says which period is wrong, and which device cannot', async () => {
    const refusal = (mon: unknown) => site.refusal('/verification-schedules', { name: 'x', days: { mon } });
    const right = { from: '08:00', to: '09:00' };
    expect(await refusal([{ from: '09:00', to: '08:00' }])).toEqual([400, 'days.mon.0']);
    expect(await refusal([{ ...right, door: 300 }])).toEqual([400, 'days.mon.0.door']);
    expect(await refusal([right, right])).toEqual([400, 'days.mon']);
    expect(await refusal('always')).toEqual([400, 'days.mon']);
    expect(await site.refusal('/verification-schedules', { name: 'x', days: { monday: [] } })).toEqual([
      400,
      'days.monday',
    ]);
    const { doors } = await site.panel('VERIFY2');
    const schedule = await site.made('/verification-schedules', { name: 'Old', days: { mon: [right] } });
    const rule = await site.made('/door-verification-rules', { doorId: doors.get(1), scheduleId: schedule.id });
    expect(rule.devices).toEqual(unsupported('VERIFY2', 'position 12 of AccSupportFunList'));
  });
});

describe('extended facts of a person', () => {
  it('go to panels that understand them', async () => {
    const { doors, drain } = await site.panel('EXT1', [9, 12], { UserOpenDoorDelayFunOn: '1' });
    const old = await site.panel('EXT2');
    await site.person('501', [doors.get(1), old.doors.get(1)]);
    await drain();
    await old.drain();
    const said = { extendedPass: true, temporary: true, verifyMode: 4 };
    expect((await site.app.admin('PATCH', '/persons/501', said)).body).toMatchObject(said);
    expect(await drain()).toEqual(['DATA UPDATE extuser Pin=501\tFunSwitch=3\tFirstName=\tLastName=\tPersonalVS=4']);
    expect(await old.drain()).toEqual([]);
    await site.app.admin('PATCH', '/persons/501', { temporary: false, verifyMode: null });
    expect(await drain()).toEqual(['DATA UPDATE extuser Pin=501\tFunSwitch=1\tFirstName=\tLastName=\tPersonalVS=0']);
    await site.app.admin('PATCH', '/persons/501', { extendedPass: false });
    expect(await drain()).toEqual(['DATA DELETE extuser Pin=501']);
    expect(await site.refusal('/persons/501', { verifyMode: 999 }, 'PATCH')).toEqual([400, 'verifyMode']);
  });
});
