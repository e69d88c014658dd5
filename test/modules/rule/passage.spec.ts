import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSync, RuleSite, unsupported } from './rule-site.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

const remove = async (path: string, id: string) =>
  expect((await site.app.admin('DELETE', `${path}/${id}`)).status).toBe(204);
const needs = 'position 66 of AccSupportFunList, or a combination that appendix 8 or 9 has a value for';

describe('anti-passback', () => {
  it('is rows of trigger points where the panel has the new rules', async () => {
    const sn = 'APB1';
    const { drain } = await site.panel(sn, [66]);
    const rule = await site.made('/anti-passback-rules', { sn, type: 'reader', from: [1, 3], to: [2] });
    expect(await drain()).toEqual([
      'DATA UPDATE TriggerList TriggerListID=1\tType=4\tTriggerID=1\nTriggerListID=1\tType=4\tTriggerID=3\n' +
        'TriggerListID=2\tType=4\tTriggerID=2',
      'DATA UPDATE AntiPassBack AntiPassBackID=1\tPTriggerListID=1\tTTriggerListID=2',
    ]);
    expect(await site.devices('/anti-passback-rules', rule.id)).toEqual(inSync(sn));
    await site.app.admin('PATCH', `/anti-passback-rules/${rule.id}`, { from: [1] });
    expect(await drain()).toEqual([
      'DATA DELETE TriggerList TriggerListID=1',
      'DATA UPDATE TriggerList TriggerListID=1\tType=4\tTriggerID=1',
    ]);
    await remove('/anti-passback-rules', rule.id);
    expect(await drain()).toEqual([
      'DATA DELETE AntiPassBack AntiPassBackID=1',
      'DATA DELETE TriggerList TriggerListID=1\nTriggerListID=2',
    ]);
  });

  it('is a value of appendix 8 where it has not, and is reset to 0', async () => {
    const sn = 'APB2';
    const { drain } = await site.panel(sn);
    const first = await site.made('/anti-passback-rules', { sn, type: 'door', from: [2], to: [1] });
    expect(await drain()).toEqual(['SET OPTIONS AntiPassback=1']);
    const second = await site.made('/anti-passback-rules', { sn, type: 'door', from: [3], to: [4] });
    expect(await drain()).toEqual(['SET OPTIONS AntiPassback=3']);
    await remove('/anti-passback-rules', first.id);
    expect(await drain()).toEqual(['SET OPTIONS AntiPassback=2']);
    // No value expresses this combination: the existing rule stays in force, and the new one is shown as unsupported.
    const third = await site.made('/anti-passback-rules', { sn, type: 'door', from: [1], to: [2, 3, 4] });
    expect(await drain()).toEqual([]);
    expect(await site.devices('/anti-passback-rules', second.id)).toEqual(inSync(sn));
    expect(await site.devices('/anti-passback-rules', third.id)).toEqual(unsupported(sn, needs));
    await remove('/anti-passback-rules', second.id);
    expect(await drain()).toEqual(['SET OPTIONS AntiPassback=6']);
    expect(await site.devices('/anti-passback-rules', third.id)).toEqual(inSync(sn));
    await remove('/anti-passback-rules', third.id);
    expect(await drain()).toEqual(['SET OPTIONS AntiPassback=0']);
  });

  it.each([
    [[[1, 2]], 16],
    [[[3, 4]], 32],
    [
      [
        [1, 2],
        [3, 4],
      ],
      48,
    ],
    [
      [
        [5, 6],
        [7, 8],
      ],
      192,
    ],
  ])('between the readers %j is %i, as a parameter of the device where it has the tables', async (pairs, value) => {
    const sn = `APBR${value}`;
    const { drain } = await site.panel(sn, [21]);
    for (const [from, to] of pairs) {
      await site.made('/anti-passback-rules', { sn, type: 'reader', from: [from], to: [to] });
    }
    expect((await drain()).at(-1)).toBe(`DATA UPDATE DevParameters ID=1\tName=AntiPassback\tValue=${value}`);
  });

  it('says which field is wrong', async () => {
    const sn = 'APB3';
    await site.panel(sn);
    const right = { sn, type: 'door', from: [1], to: [2] };
    const refusal = (body: object) => site.refusal('/anti-passback-rules', { ...right, ...body });
    expect(await refusal({ sn: 'NONE' })).toEqual([400, 'sn']);
    expect(await refusal({ type: 'floor' })).toEqual([400, 'type']);
    expect(await refusal({ from: [] })).toEqual([400, 'from']);
    expect(await refusal({ from: ['x'] })).toEqual([400, 'from']);
    expect(await refusal({ to: [1, 2] })).toEqual([400, 'to']);
    expect(await refusal({ to: [2, 5] })).toEqual([400, 'to.1']);
  });
});

describe('an interlock', () => {
  it('is one list for both sides where the panel has the new rules; numbers are shared with anti-passback', async () => {
    const sn = 'LOCK1';
    const { drain } = await site.panel(sn, [26, 66]);
    await site.made('/anti-passback-rules', { sn, type: 'door', from: [1], to: [2] });
    await drain();
    const rule = await site.made('/interlock-rules', { sn, doors: [2, 3] });
    expect(await drain()).toEqual([
      'DATA UPDATE TriggerList TriggerListID=3\tType=0\tDevID=1\tTriggerID=2\nTriggerListID=3\tType=0\tDevID=1\tTriggerID=3',
      'DATA UPDATE InterLock InterLockID=2\tPTriggerListID=3\tTTriggerListID=3',
    ]);
    await remove('/interlock-rules', rule.id);
    expect(await drain()).toEqual(['DATA DELETE InterLock InterLockID=2', 'DATA DELETE TriggerList TriggerListID=3']);
  });

  it('is a value of appendix 9 where it has not', async () => {
    const sn = 'LOCK2';
    const { drain } = await site.panel(sn);
    const rule = await site.made('/interlock-rules', { sn, doors: [1, 2] });
    expect(await drain()).toEqual(['SET OPTIONS InterLock=1']);
    await site.made('/interlock-rules', { sn, doors: [3, 4] });
    expect(await drain()).toEqual(['SET OPTIONS InterLock=4']);
    const odd = await site.made('/interlock-rules', { sn, doors: [2, 3] });
    expect(odd.devices).toEqual(unsupported(sn, needs));
    await remove('/interlock-rules', rule.id);
    expect(await drain()).toEqual(['SET OPTIONS InterLock=2']);
    expect(await site.refusal('/interlock-rules', { sn, doors: [1] })).toEqual([400, 'doors']);
    expect(await site.refusal('/interlock-rules', { sn, doors: [1, 7] })).toEqual([400, 'doors.1']);
  });

  it('of more doors includes one of some of them, if one value has to express both', async () => {
    const sn = 'LOCK3';
    const { drain } = await site.panel(sn);
    await site.made('/interlock-rules', { sn, doors: [1, 2] });
    expect(await drain()).toEqual(['SET OPTIONS InterLock=1']);
    const wider = await site.made('/interlock-rules', { sn, doors: [1, 2, 3] });
    expect(await drain()).toEqual(['SET OPTIONS InterLock=3']);
    await site.made('/interlock-rules', { sn, doors: [2, 3] });
    expect(await drain()).toEqual([]);
    await remove('/interlock-rules', wider.id);
    expect(await drain()).toEqual(['SET OPTIONS InterLock=1']);
  });
});

describe('a linkage', () => {
  const row = (text: string) => `DATA UPDATE inoutfun ${text.replaceAll(' ', '\t')}`;

  it('becomes a row with the numbers of the wire, changes and is deleted', async () => {
    const sn = 'LINK1';
    const { drain } = await site.panel(sn, [26]);
    const rule = await site.made('/linkages', {
      sn,
      event: 204,
      inType: 'any',
      outType: 'lock',
      outNumber: 1,
      action: 'close',
    });
    expect(rule.number).toBe(1);
    expect(await drain()).toEqual([
      row('Index=1 EventType=204 InAddr=0 OutType=0 OutAddr=1 OutTime=0 Reserved=0 InDevID=1 OutDevID=1'),
    ]);
    await site.app.admin('PATCH', `/linkages/${rule.id}`, {
      inType: 'reader',
      inNumber: 2,
      action: 'open',
      seconds: 7,
    });
    expect(await drain()).toEqual([
      row('Index=1 EventType=204 InAddr=2 OutType=0 OutAddr=1 OutTime=7 Reserved=1 InDevID=1 OutDevID=1'),
    ]);
    await remove('/linkages', rule.id);
    expect(await drain()).toEqual(['DATA DELETE inoutfun Index=1']);
  });

  it.each([
    [{ outType: 'auxOut', outNumber: 3, action: 'normalOpen' }, 'OutType=1 OutAddr=3 OutTime=255 Reserved=0'],
    [{ outType: 'lock', outNumber: 4, action: 'lock' }, 'OutType=0 OutAddr=4 OutTime=0 Reserved=16'],
    [{ outType: 'lock', outNumber: 4, action: 'unlock' }, 'OutType=0 OutAddr=4 OutTime=0 Reserved=32'],
    [
      { outType: 'camera', takePhoto: true, recordVideo: true, secondsBefore: 32, secondsAfter: 33 },
      'OutType=2 OutAddr=0 OutTime=555745537 Reserved=2',
    ],
  ])('%j', async (out, text) => {
    const sn = `LINK${text.length}${'action' in out ? out.action : ''}`;
    const { drain } = await site.panel(sn, [65]);
    await site.made('/linkages', { sn, event: 220, inType: 'auxIn', inNumber: 2, ...out });
    expect(await drain()).toEqual([row(`Index=1 EventType=220 InAddr=2 ${text}`)]);
  });

  it('says which field is wrong, and which panel has no cameras', async () => {
    const sn = 'LINK9';
    await site.panel(sn);
    const right = { sn, event: 220, inType: 'auxIn', inNumber: 1, outType: 'lock', outNumber: 1, action: 'close' };
    const refusal = (body: object) => site.refusal('/linkages', { ...right, ...body });
    expect(await refusal({ event: -1 })).toEqual([400, 'event']);
    expect(await refusal({ inNumber: undefined })).toEqual([400, 'inNumber']);
    expect(await refusal({ inNumber: 5 })).toEqual([400, 'inNumber']);
    expect(await refusal({ outNumber: 9 })).toEqual([400, 'outNumber']);
    expect(await refusal({ action: undefined })).toEqual([400, 'action']);
    expect(await refusal({ action: 'open' })).toEqual([400, 'seconds']);
    expect(await refusal({ action: 'open', seconds: 255 })).toEqual([400, 'seconds']);
    expect(await refusal({ outType: 'auxOut', action: 'lock' })).toEqual([400, 'action']);
    const camera = await site.made('/linkages', { ...right, outType: 'camera', action: undefined });
    expect(camera.devices).toEqual(unsupported(sn, 'for cameras position 65 of AccSupportFunList'));
  });
});

describe('cameras', () => {
  it('watch readers and inputs', async () => {
    const sn = 'CAM1';
    const { drain } = await site.panel(sn, [65]);
    const rule = await site.made('/camera-bindings', { sn, target: 'reader', number: 1, channels: [1, 2] });
    expect(await drain()).toEqual([
      'DATA UPDATE cambindinfo TargetType=0\tTargetID=1\tChn=1\nTargetType=0\tTargetID=1\tChn=2',
    ]);
    await site.app.admin('PATCH', `/camera-bindings/${rule.id}`, { channels: [2] });
    expect(await drain()).toEqual(['DATA DELETE cambindinfo TargetType=0\tTargetID=1\tChn=1']);
    await remove('/camera-bindings', rule.id);
    expect(await drain()).toEqual(['DATA DELETE cambindinfo TargetType=0\tTargetID=1\tChn=2']);
    expect(await site.refusal('/camera-bindings', { sn, target: 'reader', number: 9, channels: [1] })).toEqual([
      400,
      'number',
    ]);
  });
});

describe('a scheduled output', () => {
  it('stands open or shut in a time zone', async () => {
    const sn = 'OUT1';
    const { drain } = await site.panel(sn, [], { OutRelaySetFunOn: '1' });
    const body = { sn, target: 'auxOut', number: 1, action: 'normallyOpen', timeZoneId: 1 };
    const rule = await site.made('/scheduled-outputs', body);
    await site.made('/scheduled-outputs', { ...body, target: 'door' });
    expect((await site.refusal('/scheduled-outputs', body))[0]).toBe(409);
    const [aux, door] = [
      'Num=1\tOutType=1\tActionType=1\tTimezoneId=1',
      'Num=1\tOutType=0\tActionType=1\tTimezoneId=1',
    ];
    expect((await drain()).join('\n')).toBe(`DATA UPDATE outrelaysetting ${aux}\nDATA UPDATE outrelaysetting ${door}`);
    await site.app.admin('PATCH', `/scheduled-outputs/${rule.id}`, { action: 'normallyClosed' });
    expect(await drain()).toEqual(['DATA UPDATE outrelaysetting Num=1\tOutType=1\tActionType=2\tTimezoneId=1']);
    await remove('/scheduled-outputs', rule.id);
    // One DELETE takes the door of that number, too.
    expect(await drain()).toEqual(['DATA DELETE outrelaysetting Num=1', `DATA UPDATE outrelaysetting ${door}`]);
    await site.panel('OUT2');
    expect((await site.made('/scheduled-outputs', { ...body, sn: 'OUT2' })).devices).toEqual(
      unsupported('OUT2', 'OutRelaySetFunOn=1'),
    );
    expect(await site.refusal('/scheduled-outputs', { ...body, number: 6 })).toEqual([400, 'number']);
    expect(await site.refusal('/scheduled-outputs', { ...body, timeZoneId: 99 })).toEqual([400, 'timeZoneId']);
  });
});

describe('an input schedule', () => {
  it('is one of a table that a DELETE empties: the others are written again', async () => {
    const sn = 'IN1';
    const { drain } = await site.panel(sn, [8]);
    const body = { sn, target: 'exitButton', number: 1, timeZoneId: 1 };
    const rule = await site.made('/input-schedules', body);
    await site.made('/input-schedules', { ...body, target: 'auxIn', number: 2 });
    // In one command, or in two.
    expect((await drain()).join('\n').replace('\nDATA UPDATE InputIOSetting ', '\n')).toBe(
      'DATA UPDATE InputIOSetting Number=1\tInType=0\tTimeZoneId=1\nNumber=2\tInType=1\tTimeZoneId=1',
    );
    await remove('/input-schedules', rule.id);
    expect(await drain()).toEqual([
      'DATA DELETE InputIOSetting *',
      'DATA UPDATE InputIOSetting Number=2\tInType=1\tTimeZoneId=1',
    ]);
    expect(await site.refusal('/input-schedules', { ...body, target: 'auxIn', number: 5 })).toEqual([400, 'number']);
  });
});
