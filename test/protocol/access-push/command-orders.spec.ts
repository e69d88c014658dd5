import { describe, expect, it } from 'vitest';
import { account } from '../../../src/protocol/access-push/command-account.js';
import * as control from '../../../src/protocol/access-push/command-control.js';
import * as data from '../../../src/protocol/access-push/command-data.js';
import { enrollBio, enrollInfo } from '../../../src/protocol/access-push/command-enroll.js';
import { readCommand } from '../../../src/protocol/access-push/command-reader.js';
import * as options from '../../../src/protocol/access-push/command-options.js';
import { upgrade, upgradeOf } from '../../../src/protocol/access-push/command-upgrade.js';
import { maskSecrets } from '../../../src/protocol/access-push/secrets.js';

const zeros = (digits: number) => '0'.repeat(digits);

describe('CONTROL DEVICE', () => {
  it.each([
    [control.auxOutput(0, 255), '010002FF'],
    [control.restart(), '03000000'],
    [control.restart(16), '03100000'],
    [control.battery(), '05000000'],
    [control.emergency('dualOn'), '07010000'],
    [control.emergency('dualOff'), '07020000'],
    [control.zigbee('renetwork'), '08010000'],
    [control.zigbee('stopRenetworking'), '08020000'],
    [control.zigbee('allowAccess'), '08030000'],
    [control.zigbee('stopAccess'), '08040000'],
    [control.wiegandTest(true), '09010000'],
    [control.wiegandTest(false), '09020000'],
    [control.readerLight(), '0A000000'],
    [control.switchNetwork('wiredTo4g'), '0B010000'],
    [control.switchNetwork('wiredToWifi'), '0B020000'],
    [control.switchNetwork('4gToWired'), '0B030000'],
    [control.switchNetwork('wifiToWired'), '0B040000'],
    [control.idCardMode(true, 1, 30), '0C01011E'],
    [control.idCardMode(false, 0, 0), '0C000000'],
    [control.querySubDevices(), '0D000000'],
    [control.testNetwork(), '0E000000'],
    [control.cancelElevatorEmergency(), '0F000000'],
    [control.resetCounter('out'), '10010000'],
    [control.resetCounter('in'), '10020000'],
    [control.resetCounter('alarms'), '10030000'],
    [control.resetCounter('all'), '10040000'],
    [control.elevatorOutput([1], 0), `1180${zeros(62)}00`],
    [control.elevatorOutput([9, 7, 5, 3, 1], 5), `11AA80${zeros(60)}05`],
    [control.elevatorOutput([256], 255), `11${zeros(62)}01FF`],
    [control.elevatorNormallyOpen([1, 3, 5, 7, 9], 255), `12AA80${zeros(60)}FF`],
    [control.elevatorNormallyOpen([], 0), `12${zeros(64)}00`],
  ])('%s', (text, hex) => {
    expect(text).toBe(`CONTROL DEVICE ${hex}`);
    const code = Number.parseInt(hex.slice(0, 2), 16);
    const bytes = (hex.slice(2).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
    expect(readCommand(text)).toMatchObject({ verb: 'control', control: { code, bytes } });
  });

  it('reads floors back, also of the string that has a digit too many', () => {
    const { control: read } = readCommand(`CONTROL DEVICE 11AA80${zeros(60)}05`);
    expect(control.floorsOf(read?.bytes ?? [])).toEqual([1, 3, 5, 7, 9]);
    expect(read?.bytes.at(-1)).toBe(5);
    const misprint = readCommand(`CONTROL DEVICE 112A80${zeros(63)}`).control;
    expect(control.floorsOf(misprint?.bytes ?? [])).toEqual([3, 5, 7, 9]);
  });

  it.each([
    () => control.auxOutput(1, 256),
    () => control.auxOutput(-1, 5),
    () => control.restart(256),
    () => control.elevatorOutput([0], 5),
    () => control.elevatorOutput([257], 5),
    () => control.elevatorOutput([1.5], 5),
    () => control.elevatorOutput([1], 256),
    () => control.idCardMode(true, 1, 256),
  ])('refuses %s', (make) => {
    expect(make).toThrow(RangeError);
  });
});

const firmware = { checksum: 'a5bf4dcd6020f408589224274aab132d', size: 2312, url: 'http://localhost:8088/fw/emfw.cfg' };

/** One text of each other command, and the parameters that a device reads out of it. */
const others = [
  [
    account({ maxIndex: 0, packed: true }),
    'ACCOUNT transaction ContentType=tgz MaxIndex=0',
    'account',
    { ContentType: 'tgz', MaxIndex: '0' },
  ],
  [account({ maxIndex: 7 }), 'ACCOUNT transaction MaxIndex=7', 'account', { MaxIndex: '7' }],
  [
    account({ startIndex: 3, endIndex: 9 }),
    'ACCOUNT transaction StartIndex=3\tEndIndex=9',
    'account',
    { StartIndex: '3', EndIndex: '9' },
  ],
  [
    account({ startTime: '2018-02-22 16:19:20', endTime: '2018-02-23T00:00:00' }),
    'ACCOUNT transaction StartTime=2018-02-22 16:19:20\tEndTime=2018-02-23 00:00:00',
    'account',
    { StartTime: '2018-02-22 16:19:20', EndTime: '2018-02-23 00:00:00' },
  ],
  [
    upgrade(1, firmware),
    'UPGRADE checksum=a5bf4dcd6020f408589224274aab132d,url=http*//localhost*8088/fw/emfw.cfg,size=2312',
    'upgrade',
    { checksum: firmware.checksum, url: 'http*//localhost*8088/fw/emfw.cfg', size: '2312' },
  ],
  [
    upgrade(2, { ...firmware, url: 'http://h/f?a=1&b=2' }),
    'UPGRADE type=1,checksum=a5bf4dcd6020f408589224274aab132d,size=2312,url=http://h/f?a=1&b=2',
    'upgrade',
    { type: '1', checksum: firmware.checksum, size: '2312', url: 'http://h/f?a=1&b=2' },
  ],
  [
    upgrade(3, { ...firmware, url: '/iclock/file/a.b' }),
    'UPGRADE checksum=a5bf4dcd6020f408589224274aab132d,size=2312,url=/iclock/file/a.b,supportsubcontracting=1',
    'upgrade',
    { checksum: firmware.checksum, size: '2312', url: '/iclock/file/a.b', supportsubcontracting: '1' },
  ],
  [
    enrollInfo({ pin: '1', retry: 3, keep: false }),
    'ENROLL_INFO TYPE=0\tPIN=1\tRETRY=3\tMODE=0',
    'enrollInfo',
    { TYPE: '0', PIN: '1', RETRY: '3', MODE: '0' },
  ],
  [
    enrollBio({ bioType: 1, no: 6, pin: 'A7', retry: 0, overwrite: false, keep: true }),
    'ENROLL_BIO TYPE=1\tNO=6\tPIN=A7\tRETRY=0\tOVERWRITE=0\tMODE=1',
    'enrollBio',
    { TYPE: '1', NO: '6', PIN: 'A7', RETRY: '0', OVERWRITE: '0', MODE: '1' },
  ],
  [
    options.setAdScreen({
      side: 'in',
      area: 1,
      content: 'picture',
      range: 2,
      url: 'http://h/p.zip?x=1&y=2',
      interval: 5,
    }),
    'SET ADSCREEN_OPTIONS InOut=0,Area=1,Type=1,Range=2,URL=http://h/p.zip?x=1&y=2,InPlayInterval=5',
    'adScreen',
    { InOut: '0', Area: '1', Type: '1', Range: '2', URL: 'http://h/p.zip?x=1&y=2', InPlayInterval: '5' },
  ],
  [
    options.setAdScreen({ side: 'out', area: 3, content: 'firmware', range: 1, url: '/f', interval: 9 }),
    'SET ADSCREEN_OPTIONS InOut=1,Area=3,Type=3,Range=1,URL=/f,OutPlayInterval=9',
    'adScreen',
    { InOut: '1', Area: '3', Type: '3', Range: '1', URL: '/f', OutPlayInterval: '9' },
  ],
  [
    options.testHost('110.80.38.74:8092'),
    'Test Host Address=110.80.38.74:8092',
    'testHost',
    { Address: '110.80.38.74:8092' },
  ],
] as const;

describe('other commands', () => {
  it.each(others)('%s', (text, line, verb, parts) => {
    expect(text).toBe(line);
    expect(readCommand(line)).toMatchObject({ verb, options: parts });
  });

  it('names conditions of COUNT and QUERY, all of which have to hold', () => {
    expect(data.count('biodata', { Type: 9, Pin: '1' })).toBe('DATA COUNT biodata Type=9\tPin=1');
    expect(data.count('user', {})).toBe('DATA COUNT user');
    expect(data.query('biodata', '*', { Type: 1, Pin: '1', No: 6 })).toBe(
      'DATA QUERY tablename=biodata,fielddesc=*,filter=Type=1\tPin=1\tNo=6',
    );
    expect(() => data.count('user', { 'Pin=1\tName': 2 })).toThrow(RangeError);
    expect(data.query(data.accessPointList)).toBe('DATA QUERY tablename=[APList],fielddesc=*,filter=*');
  });

  it('knows the method of an upgrade, and the colons of its address', () => {
    for (const method of [1, 2, 3] as const) {
      expect(upgradeOf(readCommand(upgrade(method, firmware)).options)).toEqual({ method, ...firmware });
    }
  });

  it('reads the blanks of the printed ENROLL_BIO', () => {
    expect(readCommand('ENROLL_BIO TYPE=9 NO=0 PIN=1 RETRY=3 OVERWRITE=1 MODE=1').options).toEqual({
      TYPE: '9',
      NO: '0',
      PIN: '1',
      RETRY: '3',
      OVERWRITE: '1',
      MODE: '1',
    });
  });

  it.each([
    () => upgrade(1, { ...firmware, url: 'http://a b' }),
    () => upgrade(1, { ...firmware, url: 'http://a,size=1' }),
    () => upgrade(2, { ...firmware, size: 0 }),
    () => upgrade(2, { ...firmware, checksum: 'a,b' }),
    () => account({ maxIndex: -1 }),
    () => account({ startIndex: 1, endIndex: Number.NaN }),
    () => account({ startTime: '2018-02-30 00:00:00', endTime: '2018-03-01 00:00:00' }),
    () => options.testHost('a b:80'),
    () => options.testHost('host'),
    () => options.setAdScreen({ side: 'in', area: 1, content: 'text', range: 1, url: 'a,b', interval: 1 }),
  ])('refuses %s', (make) => {
    expect(make).toThrow(RangeError);
  });

  it('lets no pin begin a column', () => {
    expect(enrollInfo({ pin: '1\tMODE=1\n', retry: 0, keep: false })).toBe(
      'ENROLL_INFO TYPE=0\tPIN=1 MODE=1 \tRETRY=0\tMODE=0',
    );
  });

  it('shows no key of a network', () => {
    expect(maskSecrets('SET OPTIONS TempWirelessSSID=11,TempWirelessKey=11,SIPKey=x,QRCodeDecryptKey=ab')).toBe(
      'SET OPTIONS TempWirelessSSID=11,TempWirelessKey=***,SIPKey=***,QRCodeDecryptKey=***',
    );
  });
});
