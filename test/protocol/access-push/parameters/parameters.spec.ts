import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../../src/protocol/access-push/dialect.js';
import {
  deviceParameterTable,
  interlockValues,
  passbackValues,
} from '../../../../src/protocol/access-push/parameters/device.js';
import {
  doorOfOption,
  doorOptionNames,
  doorParameterTable,
} from '../../../../src/protocol/access-push/parameters/door.js';
import { parameterFault, parameterText } from '../../../../src/protocol/access-push/parameters/parameter.js';
import { readerParameterTable } from '../../../../src/protocol/access-push/parameters/reader.js';

const of = (options: Readonly<Record<string, string>>) => dialectOf(options, { multiCardOn: false, devId: 1 });
const silent = of({});

it('knows the names of the appendices', () => {
  expect(Object.keys(doorParameterTable).join(' ')).toBe(
    'DoorAutoMatch DoorDrivertime DoorKeepOpenTimeZone DoorCancelKeepOpenDelay DoorValidTZ DoorSupperPassWord ' +
      'DoorIntertime DoorVerifyType DoorSensorType DoorDetectortime DoorCloseAndLock DoorReaderType DoorForcePassWord ' +
      'DoorInTimeAPB DoorREXInput DoorREXTimeOut WiegandIDIn WiegandID DoorDelayOpenTime ExtDoorDelayDrivertime ' +
      'DoorMultiCardInterTime DoorFirstCardOpenDoor DoorMultiCardOpenDoor DoorDisable DoorInOutAntiPassback DoorMaskFlag ' +
      'doorREXButtonType doorREXButtonInputMode doorREXButtonSupervisedResistor doorSensorInputMode ' +
      'doorSensorSupervisedResistor',
  );
  expect(Object.keys(readerParameterTable).join(' ')).toBe(
    'MaskFlag IdentityCardVerifyMode readerChannelSecureType readerChannelSecurePassword',
  );
  expect(Object.keys(deviceParameterTable).join(' ')).toBe(
    'DSTOn CurTimeMode DLSTMode IPAddress GATEIPAddress NetMask BackupTime DelRecord MachineTZ AntiPassback InterLock ' +
      'NtpFunOn fireAlarmType fireAlarmRunMode fireAlarmInputMode fireAlarmSupervisedResistor IsSupportReaderEncrypt',
  );
});

describe('values of a door', () => {
  it.each([
    ['DoorDrivertime', 5, '5'],
    ['DoorDrivertime', '254', '254'],
    ['doordrivertime', 0, '0'],
    ['DoorCloseAndLock', true, '1'],
    ['DoorSensorType', 'normallyClosed', '2'],
    ['DoorSensorType', 2, '2'],
    ['DoorFirstCardOpenDoor', 'activates', '2'],
    ['DoorSupperPassWord', '12345678', '12345678'],
    ['DoorSupperPassWord', '', ''],
    ['DoorForcePassWord', 123456, '123456'],
    ['DoorVerifyType', 6, '6'],
    ['doorSensorSupervisedResistor', '4.7K', '3'],
    ['DoorSuperuserBypassLockdown', 1, '1'],
    ['SomethingNew', true, '1'],
  ])('%s %j is %s', (name, value, text) => {
    expect(parameterFault(doorParameterTable, name, value, silent)).toBeNull();
    expect(parameterText(doorParameterTable, name, value, silent)).toBe(text);
  });

  it.each([
    ['DoorDrivertime', 255, 'must be a whole number from 0 to 254'],
    ['DoorDrivertime', -1, 'must be a whole number from 0 to 254'],
    ['DoorDrivertime', 1.5, 'must be a whole number from 0 to 254'],
    ['DoorDrivertime', true, 'must be a whole number from 0 to 254'],
    ['DoorDrivertime', '5,Door1ValidTZ=1', 'must be a whole number from 0 to 254'],
    ['DoorSensorType', 3, 'must be one of 0 none, 1 normallyOpen, 2 normallyClosed'],
    ['DoorCloseAndLock', 2, 'must be true or false'],
    ['DoorSupperPassWord', '123456789', 'must be up to 8 digits'],
    ['DoorForcePassWord', '12a', 'must be up to 6 digits'],
    ['DoorVerifyType', 30, 'must be a code of appendix 3 or 16 digits of 0 and 1 that the device can verify by'],
  ])('%s %j %s', (name, value, fault) => {
    expect(parameterFault(doorParameterTable, name, value, silent)).toBe(fault);
    expect(parameterFault(doorParameterTable, name, value, null)).toBe(fault);
    expect(parameterText(doorParameterTable, name, value, silent)).toBeNull();
  });
});

it.each([
  ['DoorREXInput', 1, { '~REXInputFunOn': '0' }, 'REXInputFunOn=0'],
  ['DoorREXTimeOut', 1, { '~REXInputFunOn': '0' }, 'REXInputFunOn=0'],
  ['DoorInTimeAPB', 60, { '~TimeAPBFunOn': '0' }, 'TimeAPBFunOn=0'],
  ['DoorDelayOpenTime', 3, { DelayOpenDoorFunOn: '0' }, 'DelayOpenDoorFunOn=0'],
  ['ExtDoorDelayDrivertime', 3, { UserOpenDoorDelayFunOn: '0' }, 'UserOpenDoorDelayFunOn=0'],
  ['DoorMultiCardInterTime', 10, { MultiCardInterTimeFunOn: '0' }, 'MultiCardInterTimeFunOn=0'],
  ['DoorMaskFlag', true, { AccSupportFunList: '000' }, 'AccSupportFunList, position 2'],
])('%s is nothing for a device that says %j', (name, value, options, lack) => {
  expect(parameterFault(doorParameterTable, name, value, of(options))).toBe(`is nothing that the device has (${lack})`);
  expect(parameterFault(doorParameterTable, name, value, silent)).toBeNull();
  expect(parameterFault(doorParameterTable, name, value, null)).toBeNull();
});

it('verifies in the words of the device', () => {
  const fresh = of({ NewVFStyles: '0000111000011010' });
  expect(parameterText(doorParameterTable, 'DoorVerifyType', 11, fresh)).toBe('0000101000000001');
  expect(parameterText(doorParameterTable, 'DoorVerifyType', '0000101000000011', fresh)).toBe('0000101000000011');
  expect(parameterFault(doorParameterTable, 'DoorVerifyType', '0000101000000011', null)).toBeNull();
  expect(parameterFault(doorParameterTable, 'DoorVerifyType', '0001101000000010', silent)).not.toBeNull();
});

it.each([
  ['readerChannelSecureType', 'encrypted', '2'],
  ['IdentityCardVerifyMode', 1, '1'],
  ['readerChannelSecurePassword', 'geheim', 'geheim'],
  ['MaskFlag', true, '1'],
])('reader: %s %j is %s', (name, value, text) => {
  expect(parameterText(readerParameterTable, name, value, silent)).toBe(text);
});

it.each([
  ['readerChannelSecureType', 3],
  ['readerChannelSecurePassword', 'a,b'],
  ['readerChannelSecurePassword', 'a\tb'],
])('reader: %s %j is refused', (name, value) => {
  expect(parameterFault(readerParameterTable, name, value, silent)).toMatch(/^must be /);
});

it.each([
  ['MachineTZ', '+0530', '+0530', {}],
  ['IPAddress', '192.168.1.201', '192.168.1.201', {}],
  ['fireAlarmType', 'normallyOpen', '1', {}],
  ['AntiPassback', 192, '192', {}],
  ['AntiPassback', 'readers of doors 3 and 4', '192', {}],
  ['InterLock', 5, '5', {}],
  ['BackupTime', 23, '23', {}],
])('device: %s %j is %s', (name, value, text, options) => {
  expect(parameterText(deviceParameterTable, name, value, of(options))).toBe(text);
});

it.each([
  ['AntiPassback', 196],
  ['InterLock', 6],
  ['MachineTZ', '0530'],
  ['IPAddress', '192.168.1.256'],
  ['BackupTime', 24],
])('device: %s %j is refused', (name, value) => {
  expect(parameterFault(deviceParameterTable, name, value, of({ MachineTZFunOn: '1' }))).toMatch(/^must be /);
});

it('has every value of appendices 8 and 9, 192 for the misprinted 196', () => {
  expect(Object.keys(passbackValues).map(Number)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240,
  ]);
  expect(Object.keys(interlockValues).map(Number)).toEqual([0, 1, 2, 3, 4, 5]);
});

describe('names of SET OPTIONS (9.5.1)', () => {
  it.each([
    ['DoorDrivertime', 1, 'Door1Drivertime'],
    ['DoorVerifyType', 4, 'Door4VerifyType'],
    ['ExtDoorDelayDrivertime', 1, 'ExtDoor1DelayDrivertime'],
    ['doorREXButtonType', 2, 'door2REXButtonType'],
  ])('%s of door %d is %s', (name, door, option) => {
    expect(doorOptionNames(name, door)).toEqual([option]);
    expect(doorOfOption(option)).toEqual({ name, door });
    expect(doorOfOption(option.toUpperCase())).toEqual({ name, door });
  });

  it('matches formats at the readers of the door, and has Wiegand once', () => {
    expect(doorOptionNames('DoorAutoMatch', 2, [3, 4])).toEqual(['Reader3AutoMatch', 'Reader4AutoMatch']);
    expect(doorOptionNames('DoorAutoMatch', 2)).toEqual(['Reader2AutoMatch']);
    expect(doorOptionNames('WiegandID', 2)).toEqual(['WiegandID']);
  });

  it.each(['Door1', 'DoorDrivertime', 'Door1Unknown', 'MachineTZ', 'XDoor1Drivertime'])('%s is no door', (option) => {
    expect(doorOfOption(option)).toBeNull();
  });
});
