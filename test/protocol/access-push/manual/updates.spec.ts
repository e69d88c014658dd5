import { describe, expect, it } from 'vitest';
import { encodeCommand } from '../../../../src/protocol/access-push/command.js';
import { floorDigits } from '../../../../src/protocol/access-push/command-control.js';
import { updateRows } from '../../../../src/protocol/access-push/command-data.js';
import { setTime } from '../../../../src/protocol/access-push/command-options.js';
import { readCommand, splitCommands } from '../../../../src/protocol/access-push/command-reader.js';
import { rtdataAnswer } from '../../../../src/protocol/access-push/handshake.js';
import { decodeRow } from '../../../../src/protocol/access-push/table.js';
import { decodeSeconds, encodeSeconds } from '../../../../src/protocol/access-push/time.js';
import { tables } from '../../../../src/protocol/access-push/tables/all.js';
import { everything, terminal } from '../tables/dialects.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'];

// covers examples: 9.1.1 timezone, 9.1.1 DiffTimezoneVS
describe('rules of time', () => {
  it('C:307: 00:01-00:03 and 10:00-11:00 on Monday', () => {
    const empty = days.flatMap((day) => [1, 2, 3].map((slot) => `${day}Time${slot}=0`)).join('\t');
    const line = `C:307:DATA UPDATE timezone TimezoneId=2\t${empty
      .replace('MonTime1=0', 'MonTime1=65539')
      .replace('MonTime2=0', 'MonTime2=65537100')}`;
    const row = { timezoneId: 2, periods: { mon: ['00:01-00:03', '10:00-11:00'] } };
    expect(line).toContain('SunTime3=0\tMonTime1=65539\tMonTime2=65537100\tMonTime3=0\tTueTime1=0');
    expect(encodeCommand(307, updateRows(tables.timezone, [row], terminal))).toBe(line);
  });

  it('C:521: verification modes of users and doors by period', () => {
    const day = (name: string, user = 255, door = 255) =>
      `${name}Time1=2359\t${name}Time1VSUser=${user}\t${name}Time1VSDoor=${door}\t${name}Time2=0\t${name}Time2VSUser=255\t` +
      `${name}Time2VSDoor=255\t${name}Time3=0\t${name}Time3VSUser=255\t${name}Time3VSDoor=255`;
    const line = `C:521:DATA UPDATE DiffTimezoneVS TimezoneID=1\t${days
      .map((name) => (name === 'Mon' ? day(name, 7, 5) : day(name)))
      .join('\t')}`;
    const { rows } = readCommand(line.slice('C:521:'.length));
    const [fields = new Map<string, string>()] = rows;
    const row = decodeRow(tables.difftimezonevs, { word: '', fields, raw: '' }, everything);
    expect(row.periods?.mon).toEqual([{ period: '00:00-23:59', user: 7, door: 5 }]);
    expect(encodeCommand(521, updateRows(tables.difftimezonevs, [row], everything))).toBe(line);
  });
});

// covers examples: app. 14 *
// covers commands: CmdFormat=0, CmdFormat=1, DATA UPDATE
describe('CmdFormat (appendix 14)', () => {
  const user = {
    cardNo: '',
    pin: '1',
    password: '234',
    group: 0,
    startTime: null,
    endTime: null,
    name: '',
    privilege: 0,
  };
  const text = 'CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0';

  it('0 and 1, for the printed user', () => {
    const command = updateRows(tables.user, [user], terminal);
    expect(encodeCommand(295, command, { cmdFormat: 0 }, '123456789')).toBe(`C:295:DATA UPDATE user ${text}`);
    expect(encodeCommand(295, command, { cmdFormat: 1 }, '123456789')).toBe(
      `DataType=1,SN=123456789,Priority=0,CmdID=295,CmdDesc=C:295:DATA UPDATE user ${text}`,
    );
  });

  it('1, for the printed parameters of a door', () => {
    const parameter = (name: string, value: string) => ({ id: 1, name, value, devId: 1 });
    const rows = [
      parameter('DoorAutoMatch', '1'),
      parameter('DoorDrivertime', '5'),
      parameter('DoorKeepOpenTimeZone', '0'),
      parameter('DoorValidTZ', '1'),
      parameter('DoorSupperPassWord', ''),
    ];
    const line =
      'DataType=1,SN=DDG7012017010600049,Priority=0,CmdID=295,CmdDesc=C:295:DATA UPDATE DoorParameters ' +
      'ID=1\tName=DoorAutoMatch\tValue=1\tDevID=1\nID=1\tName=DoorDrivertime\tValue=5\tDevID=1\n' +
      'ID=1\tName=DoorKeepOpenTimeZone\tValue=0\tDevID=1\nID=1\tName=DoorValidTZ\tValue=1\tDevID=1\n' +
      'ID=1\tName=DoorSupperPassWord\tValue=\tDevID=1';
    const command = updateRows(tables.doorparameters, rows, everything);
    expect(encodeCommand(295, command, { cmdFormat: 1 }, 'DDG7012017010600049')).toBe(line);
    // The printed one has blanks behind its commas and no Priority.
    const spaced = line.replace('Priority=0,', '').replace(',SN', ', SN').replace(',CmdID', ', CmdID');
    expect(splitCommands(spaced)).toEqual(splitCommands(line));
  });
});

// covers examples: 9.4 floors
it('floors of CONTROL DEVICE 11 and 12: the printed floor 1, and floors 1 3 5 7 9 without the digit too many', () => {
  expect(`${floorDigits([1])}00`).toBe('800000000000000000000000000000000000000000000000000000000000000000');
  expect(floorDigits([1, 3, 5, 7, 9])).toBe(`AA80${'0'.repeat(60)}`);
});

// covers examples: 9.5.1b *, app. 5 seconds, app. 6 date
it('times: set, asked for, and the seconds of appendix 5 and 6', () => {
  expect(encodeCommand(401, setTime(583_080_894))).toBe('C:401:SET OPTIONS DateTime=583080894');
  expect(rtdataAnswer(new Date('2018-02-22T06:36:30Z'), 'Asia/Shanghai')).toBe('DateTime=583050990,ServerTZ=+0800');
  for (const [packed, wall] of [
    ['548003687', '2017-01-19 15:14:47'],
    ['583512660', '2018-02-27 14:51:00'],
  ] as const) {
    expect(decodeSeconds(Number(packed))).toBe(wall);
    expect(String(encodeSeconds(wall))).toBe(packed);
  }
});
