import { describe, expect, it } from 'vitest';
import * as texts from '../../../src/protocol/access-push/command.js';
import * as control from '../../../src/protocol/access-push/command-control.js';
import * as data from '../../../src/protocol/access-push/command-data.js';
import { kindOfRaw } from '../../../src/protocol/access-push/command-kind.js';
import * as options from '../../../src/protocol/access-push/command-options.js';
import { readCommand, readCommandLine, splitCommands } from '../../../src/protocol/access-push/command-reader.js';
import { dialectOf } from '../../../src/protocol/access-push/dialect.js';
import { tables } from '../../../src/protocol/access-push/tables/all.js';

const say = { ...texts, ...control, ...data, ...options };

const dialect = dialectOf({ DateFmtFunOn: '1' }, { multiCardOn: false, devId: 1 });
const alone = {
  cardNo: '',
  pin: '1',
  password: '234',
  group: 0,
  startTime: null,
  endTime: null,
  name: '',
  privilege: 0,
};

/** Lines of the manual (8.1, 9.1 to 9.5) and of docs/field-notes.md 18 and 51, byte for byte. */
const lines: readonly (readonly [id: number, text: texts.CommandText, line: string])[] = [
  [221, say.openDoor(1, 5), 'C:221:CONTROL DEVICE 01010105'],
  [222, say.cancelAlarm(1), 'C:222:CONTROL DEVICE 02010000'],
  [223, say.restart(), 'C:223:CONTROL DEVICE 03000000'],
  [
    403,
    say.setOptions({ IPAddress: '192.168.213.221', GATEIPAddress: '192.168.213.1', NetMask: '255.255.255.0' }),
    'C:403:SET OPTIONS IPAddress=192.168.213.221,GATEIPAddress=192.168.213.1,NetMask=255.255.255.0',
  ],
  [401, say.setTime(583_080_894), 'C:401:SET OPTIONS DateTime=583080894'],
  [288, say.count('user'), 'C:288:DATA COUNT user'],
  [80, say.count('biophoto', 'Type=9'), 'C:80:DATA COUNT biophoto Type=9'],
  [415, say.query('user'), 'C:415:DATA QUERY tablename=user,fielddesc=*,filter=*'],
  [
    295,
    say.updateRows(tables.user, [alone], dialect),
    'C:295:DATA UPDATE user CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
  ],
  [335, say.deleteUnits(tables.userauthorize, ['Pin=1']), 'C:335:DATA DELETE userauthorize Pin=1'],
  [336, say.deleteUnits(tables.templatev10, ['Pin=1']), 'C:336:DATA DELETE templatev10 Pin=1'],
  [337, say.deleteUnits(tables.user, ['Pin=1']), 'C:337:DATA DELETE user Pin=1'],
];

describe('commands as printed', () => {
  it.each(lines)('%d', (id, text, line) => {
    expect(say.encodeCommand(id, text)).toBe(line);
  });

  it('takes the prefix of appendix 14 where CmdFormat is 1', () => {
    const one = { ...dialect, cmdFormat: 1 as const };
    expect(say.encodeCommand(295, say.updateRows(tables.user, [alone], dialect), one, '123456789')).toBe(
      'DataType=1,SN=123456789,Priority=0,CmdID=295,CmdDesc=C:295:DATA UPDATE user CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
    );
    expect(say.encodeCommand(295, say.restart(), dialect, '123456789')).toBe('C:295:CONTROL DEVICE 03000000');
  });
});

describe('control', () => {
  it.each([
    [say.openDoor(0, 254), '010001FE'],
    [say.openDoor(16, 1), '01100101'],
    [say.closeDoor(2), '01020100'],
    [say.holdDoorOpen(1), '010101FF'],
    [say.auxOutput(2, 10), '0102020A'],
    [say.auxOutput(2, 0), '01020200'],
    [say.cancelAlarm(0), '02000000'],
    [say.normalOpenSchedule(1, true), '04010100'],
    [say.normalOpenSchedule(1, false), '04010000'],
    [say.lockDoor(3, true), '06030100'],
    [say.lockDoor(3, false), '06030000'],
  ])('%s', (text, hex) => {
    expect(text).toBe(`CONTROL DEVICE ${hex}`);
  });

  it.each([
    [1, 0],
    [1, 255],
    [1, -1],
    [1, 1.5],
    [1, Number.NaN],
    [256, 5],
    [-1, 5],
  ])('refuses to open door %d for %d seconds', (door, seconds) => {
    expect(() => say.openDoor(door, seconds)).toThrow(RangeError);
  });
});

describe('data', () => {
  it('joins rows and units with LF', () => {
    expect(
      say.updateRows(tables.holiday, [{ holiday: '2010-01-01', loop: 1 }, { holiday: '2010-05-01' }], dialect),
    ).toBe('DATA UPDATE holiday Holiday=20100101\tLoop=1\nHoliday=20100501');
    expect(say.deleteUnits(tables.userauthorize, ['Pin=1', 'Pin=2', 'Pin=1'])).toBe(
      'DATA DELETE userauthorize Pin=1\nPin=2',
    );
    expect(say.deleteUnits(tables.holiday, ['*', '*'])).toBe('DATA DELETE holiday *');
  });
});

describe('options', () => {
  it.each([{ Name: 'a,Door1Drivertime=254' }, { 'a=1,b': 'x' }, { '': 'x' }])('refuses %j', (options) => {
    expect(() => say.setOptions(options as Record<string, string>)).toThrow(RangeError);
  });

  it('lets no value begin a command', () => {
    expect(say.setOptions({ ComPwd: '1\nC:2:CONTROL DEVICE 01010105' })).toBe(
      'SET OPTIONS ComPwd=1 C:2:CONTROL DEVICE 01010105',
    );
  });

  it('asks for options', () => {
    expect(say.getOptions(['IPAddress', '~SerialNumber'])).toBe('GET OPTIONS IPAddress,~SerialNumber');
    expect(() => say.getOptions(['a\nC:1:x'])).toThrow(RangeError);
  });
});

describe('raw texts', () => {
  it('stay as they are, but for line ends behind them', () => {
    expect(say.raw('DATA UPDATE user Pin=1\tName=a\r\nPin=2\tName=b\r\n\r\n')).toBe(
      'DATA UPDATE user Pin=1\tName=a\r\nPin=2\tName=b',
    );
    expect(say.raw('Test Host Address=110.80.38.74:8092\n')).toBe('Test Host Address=110.80.38.74:8092');
  });

  it.each([
    '',
    ' \n',
    'CONTROL DEVICE 0101\x000105',
    'C:5:CONTROL DEVICE 01010105',
    'CONTROL DEVICE 02010000\nCONTROL DEVICE 01010105',
    'DATA UPDATE user Pin=1\nC:5:CONTROL DEVICE 01010105',
    'DATA DELETE user Pin=1\rDataType=1,SN=1,CmdID=5,CmdDesc=C:5:CONTROL DEVICE 01010105',
  ])('are refused: %j', (text) => {
    expect(() => say.raw(text)).toThrow(RangeError);
  });

  it.each([
    ['DATA UPDATE user Pin=1', 'data'],
    ['data delete UserAuthorize *', 'data'],
    ['SET OPTIONS a=1', 'data'],
    ['DATA QUERY tablename=user,fielddesc=*,filter=*', 'query'],
    ['DATA COUNT user', 'query'],
    ['Get OPTIONS a', 'query'],
    ['ACCOUNT transaction MaxIndex=0', 'query'],
    ['Test Host Address=1.2.3.4:80', 'query'],
    ['Test Host', 'query'],
    ['CONTROL DEVICE 01010105', 'control'],
    ['ENROLL_BIO TYPE=9', 'control'],
    ['UPGRADE checksum=,url=,size=', 'control'],
    ['SET ADSCREEN_OPTIONS InOut=1', 'control'],
    ['ENROLL_INFO PIN=1', 'control'],
    ['DATA', 'control'],
  ])('%s is %s', (text, kind) => {
    expect(kindOfRaw(text)).toBe(kind);
  });
});

describe('an answer to a poll', () => {
  it('is taken apart into its commands, whatever is between them', () => {
    const body =
      'C:295:DATA UPDATE user Pin=1\tName=a\nPin=2\tName=b\r\n\r\nC:a13eeb9927464f9e:CONTROL DEVICE 01010105\n' +
      'DataType=1, SN=DDG7012017010600049, CmdID=296, CmdDesc=C:296:DATA DELETE holiday *\n';
    expect(splitCommands(body)).toEqual([
      { id: '295', text: 'DATA UPDATE user Pin=1\tName=a\nPin=2\tName=b' },
      { id: 'a13eeb9927464f9e', text: 'CONTROL DEVICE 01010105' },
      { id: '296', text: 'DATA DELETE holiday *' },
    ]);
    expect(splitCommands('OK\r\n')).toEqual([]);
  });

  it('is read with the misprinted blank behind the id', () => {
    expect(readCommandLine('C:123: DATA COUNT user')).toEqual({ id: '123', text: 'DATA COUNT user' });
  });

  it.each(lines)('reads back %d', (id, text, line) => {
    expect(splitCommands(line)).toEqual([{ id: String(id), text }]);
  });
});

describe('a command taken apart', () => {
  const nothing = { table: '', rows: [], condition: '', fields: '', options: {}, names: [] };
  const condition = 'CardNo=\tPin=1\tName=a b\nCardNo=7\tPin=2\tName=';

  it.each([
    [
      `DATA UPDATE user ${condition}`,
      {
        verb: 'update',
        table: 'user',
        condition,
        rows: [
          new Map([
            ['cardno', ''],
            ['pin', '1'],
            ['name', 'a b'],
          ]),
          new Map([
            ['cardno', '7'],
            ['pin', '2'],
            ['name', ''],
          ]),
        ],
      },
    ],
    ['DATA DELETE userauthorize *', { verb: 'delete', table: 'userauthorize', condition: '*' }],
    [
      'data delete templatev10 Pin=1\tFingerID=6',
      {
        verb: 'delete',
        table: 'templatev10',
        condition: 'Pin=1\tFingerID=6',
        rows: [
          new Map([
            ['pin', '1'],
            ['fingerid', '6'],
          ]),
        ],
      },
    ],
    ['DATA COUNT user', { verb: 'count', table: 'user' }],
    [
      'DATA COUNT biodata Type=9',
      { verb: 'count', table: 'biodata', condition: 'Type=9', rows: [new Map([['type', '9']])] },
    ],
    [
      'DATA QUERY tablename=transaction,fielddesc=*,filter=NewRecord',
      { verb: 'query', table: 'transaction', fields: '*', condition: 'NewRecord' },
    ],
    [
      'DATA QUERY tablename=[APList],fielddesc=*,filter=*',
      { verb: 'query', table: 'APList', fields: '*', condition: '*' },
    ],
    ['CONTROL DEVICE 01010105', { verb: 'control', control: { code: 1, bytes: [1, 1, 5] } }],
    ['control device 0A000000', { verb: 'control', control: { code: 10, bytes: [0, 0, 0] } }],
    ['CONTROL DEVICE 1 1 1 15', { verb: 'control', control: { code: 1, bytes: [1, 1, 15] } }],
    ['SET OPTIONS DateTime=583080894,ComPwd=', { verb: 'setOptions', options: { DateTime: '583080894', ComPwd: '' } }],
    ['Get OPTIONS IPAddress, ~SerialNumber', { verb: 'getOptions', names: ['IPAddress', '~SerialNumber'] }],
    [
      'ACCOUNT transaction ContentType=tgz MaxIndex=0',
      {
        verb: 'account',
        table: 'transaction',
        condition: 'ContentType=tgz MaxIndex=0',
        options: { ContentType: 'tgz', MaxIndex: '0' },
      },
    ],
    [
      'ACCOUNT transaction StartTime=2018-02-22 16:19:20\tEndTime=2018-02-23 16:19:20',
      {
        verb: 'account',
        table: 'transaction',
        condition: 'StartTime=2018-02-22 16:19:20\tEndTime=2018-02-23 16:19:20',
        options: { StartTime: '2018-02-22 16:19:20', EndTime: '2018-02-23 16:19:20' },
      },
    ],
    ['Test Host Address=110.80.38.74:8092', { verb: 'testHost', options: { Address: '110.80.38.74:8092' } }],
    ['SHELL date', { verb: 'other', condition: 'SHELL date' }],
    ['CONTROL DEVICE zz', { verb: 'other', condition: 'zz' }],
  ])('%j', (text, expected) => {
    expect(readCommand(text)).toEqual({ ...nothing, ...expected });
  });
});
