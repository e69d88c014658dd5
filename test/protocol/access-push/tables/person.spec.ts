import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../src/protocol/access-push/dialect.js';
import { decodePeriod, encodePeriod } from '../../../../src/protocol/access-push/field.js';
import { parseRecord } from '../../../../src/protocol/access-push/records.js';
import {
  type AnyRow,
  decodeRow,
  encodeRow,
  keyOf,
  type Row,
  unitOf,
} from '../../../../src/protocol/access-push/table.js';
import { type TableName, tables } from '../../../../src/protocol/access-push/tables/all.js';
import { everything, terminal, withFunctions } from './dialects.js';

const nobody: Row<typeof tables.user> = {
  cardNo: '',
  pin: '1',
  password: '234',
  group: 0,
  startTime: null,
  endTime: null,
  name: '',
  privilege: 0,
  disable: false,
};
const zone: Row<typeof tables.timezone> = { timezoneId: 2, periods: { mon: ['00:01-00:03', '10:00-11:00'] } };
const authority: Row<typeof tables.userauthorize> = {
  pin: '1',
  timezoneId: 1,
  doors: [1],
  startTime: '2023-06-01 16:03:00',
  endTime: '2023-06-30 16:03:00',
};
const card: Row<typeof tables.mulcarduser> = { pin: '1', cardNo: '3432592093', lossCardFlag: false, cardType: 0 };
const template = { pin: '1', fingerId: 6, valid: 1, template: 'Si9TUzIxAAADbG8E' };
const face: Row<typeof tables.biodata> = {
  pin: '5',
  no: 0,
  index: 0,
  valid: 1,
  duress: 0,
  type: 9,
  majorVer: '58',
  minorVer: '10',
  format: 0,
  tmp: 'AAE=',
};

describe('rows as the manual prints them (9.1.1)', () => {
  it('user', () => {
    expect(encodeRow(tables.user, nobody, terminal)).toBe(
      'CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
    );
  });

  it('user with the block list, in seconds and in days', () => {
    const row = { ...nobody, cardNo: '123456789', disable: true, name: 'A B' };
    const dated = { ...row, startTime: '2018-02-27 14:51:00', endTime: '2023-06-30 16:03:00' };
    expect(encodeRow(tables.user, dated, { ...terminal, dateSeconds: true, disableUser: true })).toBe(
      'CardNo=123456789\tPin=1\tPassword=234\tGroup=0\tStartTime=583512660\tEndTime=755193780\tName=A B\tPrivilege=0\tDisable=1',
    );
    expect(encodeRow(tables.user, dated, terminal)).toBe(
      'CardNo=123456789\tPin=1\tPassword=234\tGroup=0\tStartTime=20180227\tEndTime=20230630\tName=A B\tPrivilege=0',
    );
  });

  it('user without its card where the device holds cards in mulcarduser', () => {
    expect(encodeRow(tables.user, { ...nobody, cardNo: '123456789' }, { ...terminal, multiCard: true })).toBe(
      'CardNo=\tPin=1\tPassword=234\tGroup=0\tStartTime=0\tEndTime=0\tName=\tPrivilege=0',
    );
  });

  it('an end long ago stays an end: 0 would mean no limit', () => {
    const row = { pin: '1', endTime: '1999-12-31 23:59:59' };
    expect(encodeRow(tables.user, row, { ...terminal, dateSeconds: true })).toBe('Pin=1\tEndTime=1');
    const epoch = { ...authority, endTime: '2000-01-01 00:00:00' };
    expect(encodeRow(tables.userauthorize, epoch, withFunctions([62]))).toContain('\tEndTime=1');
  });

  it('extuser', () => {
    const row: Row<typeof tables.extuser> = { pin: '1', funSwitch: 1, firstName: '', lastName: '', personalVS: 0 };
    expect(encodeRow(tables.extuser, row, terminal)).toBe('Pin=1\tFunSwitch=1\tFirstName=\tLastName=\tPersonalVS=0');
  });

  it('mulcarduser, before and since Wiegand rules 2.0', () => {
    const long = { ...card, cardBit: 26, siteCode: '10010', imie: '356591106' };
    expect(encodeRow(tables.mulcarduser, long, { ...terminal, multiCard: true })).toBe(
      'Pin=1\tCardNo=cc9932dd\tLossCardFlag=0\tCardType=0',
    );
    expect(encodeRow(tables.mulcarduser, long, everything)).toBe(
      'Pin=1\tCardNo=cc9932dd\tLossCardFlag=0\tCardType=0\tCardBit=26\tSiteCode=10010\tIMIE=356591106',
    );
  });

  it.each([
    ['123456789', '075bcd15'],
    ['16083651950395160557', 'df349c3bea5277ed'],
    ['4294967296', '0000000100000000'],
    ['1', '00000001'],
    ['', ''],
    ['0', ''],
    ['12x', ''],
  ])('card %s is %s in hex', (cardNo, hex) => {
    expect(encodeRow(tables.mulcarduser, { cardNo }, everything)).toBe(`CardNo=${hex}`);
  });

  it('userauthorize', () => {
    expect(encodeRow(tables.userauthorize, authority, withFunctions([26]))).toBe(
      'Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tDevID=1',
    );
    expect(encodeRow(tables.userauthorize, authority, withFunctions([26, 62], { devId: 3 }))).toBe(
      'Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tDevID=3\tStartTime=752688180\tEndTime=755193780',
    );
    expect(encodeRow(tables.userauthorize, { ...authority, startTime: null, endTime: null }, withFunctions([62]))).toBe(
      'Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=1\tStartTime=0\tEndTime=0',
    );
  });

  it.each([
    [[1], 1],
    [[2, 1], 3],
    [[3], 4],
    [[1, 4], 9],
    [[2, 3, 4], 14],
    [[1, 2, 3, 4], 15],
    [[1, 1], 1],
    [[33], 4_294_967_296],
  ])('doors %j are %d', (doors, mask) => {
    expect(encodeRow(tables.userauthorize, { doors }, terminal)).toBe(`AuthorizeDoorId=${mask}`);
    const read = decodeRow(tables.userauthorize, parseRecord(`AuthorizeDoorId=${mask}`), terminal);
    expect(read).toEqual({ doors: [...new Set(doors)].sort((a, b) => a - b) });
  });

  it('one door a row with position 15, as a plain number that joins the key', () => {
    const single = withFunctions([15]);
    const row = { ...authority, doors: [4] };
    expect(encodeRow(tables.userauthorize, row, single)).toBe('Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=4');
    expect(keyOf(tables.userauthorize, row, single)).toBe('Pin=1\tAuthorizeTimezoneId=1\tAuthorizeDoorId=4');
    expect(keyOf(tables.userauthorize, row, terminal)).toBe('Pin=1\tAuthorizeTimezoneId=1');
    expect(decodeRow(tables.userauthorize, parseRecord('AuthorizeDoorId=4'), single)).toEqual({ doors: [4] });
  });

  it('holiday', () => {
    const row: Row<typeof tables.holiday> = { holiday: '2010-01-01', holidayType: 1, loop: 1 };
    expect(encodeRow(tables.holiday, row, terminal)).toBe('Holiday=20100101\tHolidayType=1\tLoop=1');
  });

  it('timezone', () => {
    const manual =
      'TimezoneId=2\tSunTime1=0\tSunTime2=0\tSunTime3=0\tMonTime1=65539\tMonTime2=65537100\tMonTime3=0\t' +
      'TueTime1=0\tTueTime2=0\tTueTime3=0\tWedTime1=0\tWedTime2=0\tWedTime3=0\tThuTime1=0\tThuTime2=0\tThuTime3=0\t' +
      'FriTime1=0\tFriTime2=0\tFriTime3=0\tSatTime1=0\tSatTime2=0\tSatTime3=0\tHol1Time1=0\tHol1Time2=0\tHol1Time3=0\t' +
      'Hol2Time1=0\tHol2Time2=0\tHol2Time3=0\tHol3Time1=0\tHol3Time2=0\tHol3Time3=0';
    expect(encodeRow(tables.timezone, zone, terminal)).toBe(manual);
    expect(encodeRow(tables.timezone, { ...zone, startTime: '2023-06-01 16:03:00', endTime: null }, everything)).toBe(
      `${manual}\tStartTime=752688180\tEndTime=0`,
    );
    expect(decodeRow(tables.timezone, parseRecord(manual)).periods?.mon).toEqual(['00:01-00:03', '10:00-11:00']);
  });

  it.each([
    ['08:30-12:00', 0x33e04b0],
    ['00:00-23:59', 2359],
    [null, 0],
  ])('period %s is %d', (period, value) => {
    expect(encodePeriod(period)).toBe(value);
    expect(decodePeriod(value)).toBe(period);
  });

  it('refuses a period that is none', () => {
    expect(() => encodePeriod('8:30-12:00')).toThrow(RangeError);
  });

  it('templatev10', () => {
    expect(encodeRow(tables.templatev10, template, terminal)).toBe(
      'Pin=1\tFingerID=6\tValid=1\tTemplate=Si9TUzIxAAADbG8E',
    );
  });

  it('biodata', () => {
    expect(encodeRow(tables.biodata, face, terminal)).toBe(
      'Pin=5\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=AAE=',
    );
  });

  it('lets no value begin a column, a row or a command', () => {
    expect(encodeRow(tables.user, { pin: '1', name: 'A\tPrivilege=14\nC:1:CONTROL\r\0' }, terminal)).toBe(
      'Pin=1\tName=A Privilege=14 C:1:CONTROL  ',
    );
    expect(encodeRow(tables.biodata, { tmp: 'AA\r\nE=' }, terminal)).toBe('Tmp=AAE=');
  });
});

describe('what one DELETE takes (9.1.2)', () => {
  const units: readonly (readonly [TableName, AnyRow, Dialect, string])[] = [
    ['user', nobody, terminal, 'Pin=1'],
    ['extuser', { pin: '1' }, terminal, 'Pin=1'],
    ['mulcarduser', card, everything, 'Pin=1'],
    ['userauthorize', authority, everything, 'Pin=1'],
    ['timezone', zone, everything, 'TimezoneId=2'],
    ['holiday', { holiday: '2010-01-01' }, terminal, '*'],
    ['templatev10', template, terminal, 'Pin=1'],
    ['templatev10', template, everything, 'Pin=1\tFingerID=6'],
    ['biodata', face, terminal, 'Type=9\tPin=5\tNo=0'],
  ];
  it.each(units)('%s %j', (name, row, dialect, unit) => {
    expect(unitOf(tables[name], row, dialect)).toBe(unit);
  });

  it('keys tell rows of one unit apart', () => {
    expect(keyOf(tables.mulcarduser, card, everything)).toBe('Pin=1\tCardNo=cc9932dd');
    expect(keyOf(tables.userauthorize, authority, withFunctions([26]))).toBe('Pin=1\tAuthorizeTimezoneId=1\tDevID=1');
    expect(keyOf(tables.biodata, face, terminal)).toBe('Type=9\tPin=5\tNo=0\tIndex=0');
    expect(keyOf(tables.holiday, { holiday: '2010-01-01' }, terminal)).toBe('Holiday=20100101');
  });
});

describe('uploaded rows', () => {
  it('reads the user of the manual (7.5) and leaves unknown columns', () => {
    const row =
      'user uid=5\tcardno=\tpin=4\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0';
    expect(decodeRow(tables.user, parseRecord(row))).toEqual({
      uid: 5,
      cardNo: '',
      pin: '4',
      password: '',
      group: 1,
      startTime: null,
      endTime: null,
      name: '',
      privilege: 0,
      disable: false,
      verify: 0,
    });
  });

  it.each([
    ['583512660', '2018-02-27 14:51:00'],
    ['20230630', '2023-06-30 23:59:59'],
    ['2023-06-30', '2023-06-30 23:59:59'],
    ['20230630160300', '2023-06-30 16:03:00'],
    ['2023-06-30 16:03:00', '2023-06-30 16:03:00'],
    ['', null],
    ['0', null],
  ])('end %j is %s', (raw, wall) => {
    expect(decodeRow(tables.user, parseRecord(`endtime=${raw}`))).toEqual({ endTime: wall });
  });

  it.each([
    ['[15CD5B07]', '123456789'],
    ['123456789', '123456789'],
    ['000123', '123'],
    ['0', ''],
  ])('card %s is %s', (raw, cardNo) => {
    expect(decodeRow(tables.user, parseRecord(`cardno=${raw}`))).toEqual({ cardNo });
  });

  it('reads cards of mulcarduser as hex, also without letters', () => {
    expect(decodeRow(tables.mulcarduser, parseRecord('Pin=1\tCardNo=CC9932DD'))).toEqual({
      pin: '1',
      cardNo: '3432592093',
    });
    expect(decodeRow(tables.mulcarduser, parseRecord('CardNo=104'))).toEqual({ cardNo: '260' });
  });

  it('leaves out what it cannot read', () => {
    expect(decodeRow(tables.user, parseRecord('pin=4\tgroup=x\tendtime=20230230\tstarttime=soon'))).toEqual({
      pin: '4',
    });
  });
});
