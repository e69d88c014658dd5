import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { isEnough, verifyType } from '../../../src/tools/simulator/verify.js';
import { startDeviceServer, type DeviceServer } from '../../support/device-server.js';

// Monday; the panel decides by itself, the server only listens.
const monday = '2026-11-23 10:00:00';
const at = (second: number) => `2026-11-23 10:00:${String(second).padStart(2, '0')}`;

let server: DeviceServer;
let panels: SimulatedPanel[] = [];

beforeEach(async () => {
  server = await startDeviceServer();
});

afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
  await server.stop();
});

/** A panel on which pins 1 to 4 with cards 11 to 14 and groups 1 to 4 may pass all four doors. */
function panelWith(functions: readonly number[] = [], options: Partial<PanelOptions> = {}): SimulatedPanel {
  const panel = new SimulatedPanel({
    url: server.url,
    sn: 'X',
    ...options,
    options: { AccSupportFunList: functionList(...functions), ...options.options },
  });
  panels.push(panel);
  for (const pin of ['1', '2', '3', '4']) {
    panel.load('user', [{ Pin: pin, CardNo: `1${pin}`, Group: pin }]);
    panel.load('userauthorize', [{ Pin: pin, AuthorizeTimezoneId: '1', AuthorizeDoorId: '15' }]);
  }
  return panel;
}

const events = (panel: SimulatedPanel) => panel.journal.stored.map(({ event, door, pin }) => [event, door, pin]);

describe('people who pass only together or behind others', () => {
  it('opens once every group of a combination is there, each with a person of its own', async () => {
    const panel = panelWith();
    panel.load('multimcard', [
      { Index: '1', DoorId: '1', Group1: '1', Group2: '3', Group3: '', Group4: '', Group5: '' },
    ]);
    expect(await panel.badge('11', 1, at(0))).toBe('waits for others');
    expect(await panel.badge('11', 1, at(1))).toBe('waits for others');
    expect(await panel.badge('12', 1, at(2))).toBe('waits for others');
    expect(await panel.badge('13', 1, at(3))).toBe('opens');
    expect(await panel.badge('11', 2, at(4))).toBe('opens');
    expect(await panel.badge('13', 1, at(5))).toBe('waits for others');
    // The second person comes too late for the one who waited.
    expect(await panel.badge('11', 1, at(20))).toBe('waits for others');
    expect(events(panel).map(([event]) => event)).toEqual([26, 26, 26, 3, 0, 26, 26]);
  });

  it('leaves the door open behind the first of the day, or lets nobody in before', async () => {
    const panel = panelWith([], { options: { Door1FirstCardOpenDoor: '1', Door2FirstCardOpenDoor: '2' } });
    panel.load('firstcard', [
      { DoorID: '1', TimezoneID: '1', Pin: '1' },
      { DoorID: '2', TimezoneID: '1', Pin: '1' },
    ]);
    expect(await panel.badge('12', 1, monday)).toBe('opens');
    expect(await panel.badge('11', 1, monday)).toBe('opens');
    expect(panel.opened.map(({ seconds }) => seconds)).toEqual([5, 'hold']);
    expect(await panel.badge('12', 2, monday)).toBe('waits for the first');
    expect(await panel.badge('11', 2, monday)).toBe('opens');
    expect(await panel.badge('12', 2, monday)).toBe('opens');
    expect(await panel.badge('12', 2, '2026-11-24 08:00:00')).toBe('waits for the first');
    expect(events(panel).map(([event]) => event)).toEqual([0, 2, 23, 2, 0, 23]);
  });
});

describe('anti-passback and interlock', () => {
  it.each([
    ['between the readers of door 1 (16)', { AntiPassback: '16' }, 1],
    ['in and out of a single door', { Door1InOutAntiPassback: '3' }, 1],
  ])('holds %s', async (_what, options, door) => {
    const panel = panelWith([], { options });
    const pass = (inOut: 0 | 1, which = door) => panel.badge('11', which, monday, { inOut });
    expect(await pass(0)).toBe('opens');
    expect(await pass(0)).toBe('passed already');
    expect(await pass(1)).toBe('opens');
    expect(await pass(1)).toBe('passed already');
    expect(await pass(0)).toBe('opens');
    expect(await pass(0, 2)).toBe('opens');
    expect(await pass(0, 2)).toBe('opens');
    expect(events(panel)[1]).toEqual([24, 1, '1']);
  });

  it('guards only the way in if it is set so', async () => {
    const panel = panelWith([], { options: { Door1InOutAntiPassback: '1' } });
    const pass = (inOut: 0 | 1) => panel.badge('11', 1, monday, { inOut });
    expect([await pass(0), await pass(0), await pass(1), await pass(1), await pass(0)]).toEqual([
      'opens',
      'passed already',
      'opens',
      'opens',
      'opens',
    ]);
  });

  it('holds between doors by the old value, and by the new tables ([66])', async () => {
    const old = panelWith([], { options: { AntiPassback: '5' } });
    const renewed = panelWith([66]);
    renewed.load('TriggerList', [
      { TriggerListID: '1', Type: '0', TriggerID: '1' },
      { TriggerListID: '2', Type: '0', TriggerID: '2' },
      { TriggerListID: '2', Type: '0', TriggerID: '3' },
    ]);
    renewed.load('AntiPassBack', [{ AntiPassBackID: '1', PTriggerListID: '1', TTriggerListID: '2' }]);
    for (const panel of [old, renewed]) {
      const verdicts = [];
      for (const door of [1, 1, 3, 2, 1, 4]) verdicts.push(await panel.badge('11', door, monday));
      expect(verdicts).toEqual(['opens', 'passed already', 'opens', 'passed already', 'opens', 'opens']);
    }
  });

  it('opens one door of a group at a time, by the old value and by the new tables', async () => {
    const old = panelWith([], { options: { InterLock: '1' } });
    const renewed = panelWith([66]);
    renewed.load('TriggerList', [
      { TriggerListID: '1', Type: '0', TriggerID: '1' },
      { TriggerListID: '2', Type: '0', TriggerID: '2' },
    ]);
    renewed.load('InterLock', [{ InterLockID: '1', PTriggerListID: '1', TTriggerListID: '2' }]);
    for (const panel of [old, renewed]) {
      expect(await panel.badge('11', 1, monday)).toBe('opens');
      expect(await panel.badge('12', 2, monday)).toBe('another door is open');
      expect(await panel.badge('12', 3, monday)).toBe('opens');
      panel.doors.close(1);
      expect(await panel.badge('12', 2, monday)).toBe('opens');
      expect(panel.journal.stored[1]?.event).toBe(25);
    }
  });
});

describe('parameters of a door', () => {
  it('come from options or from rows of DoorParameters ([21])', async () => {
    const old = panelWith([], { options: { Door1Drivertime: '9', Door1Intertime: '5', Door2ValidTZ: '4' } });
    const renewed = panelWith([21]);
    renewed.load('DoorParameters', [
      { ID: '1', Name: 'DoorDrivertime', Value: '9', DevID: '1' },
      { ID: '1', Name: 'DoorIntertime', Value: '5', DevID: '1' },
      { ID: '2', Name: 'DoorValidTZ', Value: '4', DevID: '1' },
    ]);
    for (const panel of [old, renewed]) {
      expect(await panel.badge('11', 1, at(0))).toBe('opens');
      expect(await panel.badge('11', 1, at(4))).toBe('too soon');
      expect(await panel.badge('11', 2, at(5))).toBe('outside time zone');
      expect(panel.opened.map(({ seconds }) => seconds)).toEqual([9]);
      expect(panel.journal.stored.map(({ event }) => event)).toEqual([0, 20, 22]);
    }
  });

  it('leave a door normally open in its zone until the day is switched off', async () => {
    const panel = panelWith([], { options: { Door1KeepOpenTimeZone: '1' } });
    await panel.badge('11', 1, monday);
    server.commands.push('C:1:CONTROL DEVICE 04010000');
    await panel.poll();
    await panel.badge('11', 1, monday);
    expect(panel.journal.stored.map(({ event }) => event)).toEqual([1, 10, 0]);
  });

  it('give people with FunSwitch more time', async () => {
    const panel = panelWith([], { options: { Door1ExtDelayDrivertime: '20' } });
    panel.load('extuser', [
      { Pin: '1', FunSwitch: '1' },
      { Pin: '2', FunSwitch: '2' },
    ]);
    await panel.badge('11', 1, monday);
    await panel.badge('12', 1, monday);
    expect(panel.opened.map(({ seconds }) => seconds)).toEqual([25, 5]);
  });
});

describe('super users', () => {
  it('pass whatever the zone says, and a locked door only if the device allows it ([16], [48])', async () => {
    for (const [functions, locked] of [
      [[16], 'door locked'],
      [[16, 48], 'opens'],
    ] as const) {
      const panel = panelWith(functions);
      panel.load('userauthorize', [{ Pin: '1', AuthorizeTimezoneId: '9', AuthorizeDoorId: '15' }]);
      panel.load('SuperAuthorize', [{ Pin: '1', DoorID: '1', DevID: '1' }]);
      expect(await panel.badge('11', 1, monday)).toBe('opens');
      expect(panel.journal.stored[0]?.event).toBe(208);
      panel.doors.lock(1, true);
      expect(await panel.badge('11', 1, monday)).toBe(locked);
      expect(await panel.badge('12', 1, monday)).toBe('door locked');
    }
  });
});

describe('what has to be shown', () => {
  it('follows the code of appendix 3, or the string of 16 digits', () => {
    expect(isEnough('', ['c'])).toBe(true);
    expect(isEnough('4', ['c'])).toBe(true);
    expect(isEnough('11', ['c'])).toBe(false);
    expect(isEnough('11', ['p', 'c'])).toBe(true);
    expect(isEnough('6', ['f'])).toBe(true);
    expect(isEnough('14', ['c', 'f'])).toBe(true);
    expect(isEnough('14', ['c', 'p'])).toBe(false);
    // Card & password & face, and card | password | face (9.5.1).
    expect(isEnough('0000101000000011', ['c', 'p'])).toBe(false);
    expect(isEnough('0000101000000011', ['c', 'p', 'a'])).toBe(true);
    expect(isEnough('0000101000000010', ['a'])).toBe(true);
    expect(isEnough('0000101000000010', ['f'])).toBe(false);
  });

  it('is told in the event the same way (7.2)', () => {
    expect(verifyType(['c'], false)).toBe('4');
    expect(verifyType(['p', 'c'], false)).toBe('11');
    expect(verifyType(['c'], true)).toBe('0000100000000000');
    expect(verifyType(['c', 'p', 'a'], true)).toBe('0000101000000011');
  });

  it('may differ by door, by time and by person ([12])', async () => {
    const panel = panelWith([12], { options: { Door1VerifyType: '4', Door2VerifyType: '11' } });
    // 00:00-23:59 on Mondays: card and password for the door, card alone for its own people.
    panel.load('DiffTimezoneVS', [{ TimezoneID: '3', MonTime1: '2359', MonTime1VSUser: '4', MonTime1VSDoor: '11' }]);
    panel.load('DoorVSTimezone', [{ DoorID: '1', TimezoneID: '3', DevID: '1' }]);
    panel.load('PersonalVSTimezone', [{ PIN: '2', DoorID: '1', TimezoneID: '3', DevID: '1' }]);
    expect(await panel.badge('11', 2, monday)).toBe('shows too little');
    expect(await panel.badge('11', 2, monday, { shown: ['c', 'p'] })).toBe('opens');
    expect(await panel.badge('11', 1, monday)).toBe('shows too little');
    expect(await panel.badge('12', 1, monday)).toBe('opens');
    expect(await panel.badge('11', 1, '2026-11-24 10:00:00')).toBe('opens');
    expect(panel.journal.stored[0]?.event).toBe(41);
  });
});

describe('linkages (inoutfun)', () => {
  it('switch outputs when their event happens at their place', async () => {
    const panel = panelWith();
    panel.load('inoutfun', [
      { Index: '1', EventType: '27', InAddr: '2', OutType: '0', OutAddr: '3', OutTime: '7', Reserved: '0' },
      { Index: '2', EventType: '27', InAddr: '0', OutType: '1', OutAddr: '1', OutTime: '255', Reserved: '0' },
      { Index: '3', EventType: '102', InAddr: '0', OutType: '0', OutAddr: '4', OutTime: '0', Reserved: '16' },
    ]);
    await panel.badge('99', 2, monday);
    await panel.badge('99', 1, monday);
    await panel.sendEvent({ event: 102, door: 1 });
    await panel.flush();
    expect(panel.opened.map(({ door, seconds }) => [door, seconds])).toEqual([[3, 7]]);
    expect(panel.doors.auxOpened.map(({ door, seconds }) => [door, seconds])).toEqual([
      [1, 'hold'],
      [1, 'hold'],
    ]);
    expect(panel.doors.isLocked(4)).toBe(true);
    expect(
      panel.journal.stored.map(({ event, door, verifyType, more }) => [event, door, verifyType, more?.linkid]),
    ).toEqual([
      [27, 2, 4, undefined],
      [6, 2, 27, '1'],
      [6, 2, 27, '2'],
      [27, 1, 4, undefined],
      [6, 1, 27, '2'],
      [102, 1, undefined, undefined],
      [6, 1, 102, '3'],
    ]);
  });

  it('send what a camera took, with the number of the event (7.15)', async () => {
    const panel = panelWith();
    // Photo and video, 32 seconds before and 33 after: 0x21200101.
    panel.load('inoutfun', [
      { Index: '1', EventType: '0', InAddr: '1', OutType: '2', OutAddr: '0', OutTime: '555745537', Reserved: '2' },
    ]);
    await panel.badge('11', 1, monday);
    const sent = server.seen.find(({ line }) => line.includes('linkphotoinfo'));
    expect(sent?.line).toBe('POST /iclock/cdata?SN=X&table=linkphotoinfo');
    expect(sent?.body).toMatch(
      /^LogIndex=1\tPhotoInfo=20261123100000-link-ch0\.jpg\tLinkVideo=1-32-33\tPhotoData=\/9j\/[^\r\n]+\r\n$/,
    );
    expect(panel.journal.stored.map(({ event }) => event)).toEqual([0, 231]);
  });
});

describe('inputs and outputs by time', () => {
  it('work in their zones (InputIOSetting, [8])', async () => {
    const panel = panelWith([8]);
    // 08:30-12:00 on Mondays.
    panel.load('timezone', [{ TimezoneId: '2', MonTime1: '54396080' }]);
    panel.load('InputIOSetting', [
      { Number: '1', InType: '0', TimeZoneId: '2', DevID: '1' },
      { Number: '2', InType: '1', TimeZoneId: '2', DevID: '1' },
    ]);
    panel.load('inoutfun', [
      { Index: '1', EventType: '221', InAddr: '2', OutType: '0', OutAddr: '4', OutTime: '3', Reserved: '0' },
    ]);
    panel.doors.lock(3, true);
    for (const time of [monday, '2026-11-23 20:00:00']) {
      for (const door of [1, 2, 3]) await panel.pressInput('exit', door, time);
      await panel.pressInput('auxiliary', 2, time);
    }
    expect(panel.journal.stored.map(({ event, door }) => [event, door])).toEqual([
      [202, 1],
      [202, 2],
      [209, 3],
      [221, 2],
      [6, 2],
      [64, 1],
      [202, 2],
      [209, 3],
      [65, 2],
    ]);
    expect(panel.opened.map(({ door, seconds }) => [door, seconds])).toEqual([
      [1, 5],
      [2, 5],
      [4, 3],
      [2, 5],
    ]);
  });

  it('switch where a period begins and ends (outrelaysetting)', async () => {
    const panel = panelWith();
    panel.load('timezone', [{ TimezoneId: '2', MonTime1: '54396080' }]);
    panel.load('outrelaysetting', [
      { Num: '1', OutType: '1', ActionType: '1', TimezoneId: '2', DevID: '1' },
      { Num: '3', OutType: '0', ActionType: '1', TimezoneId: '2', DevID: '1' },
      { Num: '4', OutType: '0', ActionType: '2', TimezoneId: '2', DevID: '1' },
    ]);
    for (const time of ['08:29:59', '08:30:00', '11:00:00', '12:01:00'])
      await panel.followSchedules(`2026-11-23 ${time}`);
    expect(panel.journal.stored.map(({ event, door, time }) => [event, door, time.slice(11)])).toEqual([
      [229, 1, '08:30:00'],
      [205, 3, '08:30:00'],
      [230, 1, '12:01:00'],
      [204, 3, '12:01:00'],
    ]);
    expect(panel.doors.isOpen(3)).toBe(false);
    expect(panel.opened.map(({ door, seconds }) => [door, seconds])).toEqual([[3, 'hold']]);
  });
});

describe('temperature and masks', () => {
  it('stand in events, converted where the server wants Fahrenheit, and keep people out', async () => {
    server.answers.set('/push', [200, 'SessionID=x\nIRTempUnitTrans=1\nNewVFStyles=0000111000011010']);
    const panel = panelWith([], {
      profile: 'speedface-v5l',
      options: { EnableNormalIRTempPass: '1', EnableWearMaskPass: '1', IRTempThreshold: '37.5' },
    });
    await panel.connect();
    panel.peripherals.mask = true;
    expect(await panel.badge('11', 1, monday)).toBe('opens');
    panel.peripherals.temperature = 38.2;
    expect(await panel.badge('11', 1, monday)).toBe('too warm');
    panel.peripherals.temperature = 36.5;
    panel.peripherals.mask = false;
    expect(await panel.badge('11', 1, monday)).toBe('without mask');
    const lines = server.seen.filter(({ line }) => line.includes('rtlog')).map(({ body }) => body);
    expect(lines).toEqual([
      `time=${monday}\tpin=1\tcardno=11\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=0000100000000000\tindex=1\tsitecode=0\tlinkid=0\tmaskflag=1\ttemperature=36.5\tconvtemperature=97.7`,
      `time=${monday}\tpin=1\tcardno=11\teventaddr=1\tevent=68\tinoutstatus=0\tverifytype=0000100000000000\tindex=2\tsitecode=0\tlinkid=0\tmaskflag=1\ttemperature=38.2\tconvtemperature=100.8`,
      `time=${monday}\tpin=1\tcardno=11\teventaddr=1\tevent=69\tinoutstatus=0\tverifytype=0000100000000000\tindex=3\tsitecode=0\tlinkid=0\tmaskflag=0\ttemperature=36.5\tconvtemperature=97.7`,
    ]);
    // Everybody is photographed. The picture of an unknown or refused person has no pin (7.9).
    const photos = server.seen.filter(({ line }) => line.includes('ATTPHOTO')).map(({ body }) => body.split('\t')[0]);
    expect(photos).toEqual(['pin=20261123100000-1.jpg', 'pin=20261123100000.jpg', 'pin=20261123100000.jpg']);
  });
});
