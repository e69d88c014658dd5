import { describe, expect, it } from 'vitest';
import { parseRecords, type Rec } from '../../../src/protocol/access-push/records.js';
import { decodeRtlog, naturalKey, type RtlogEvent } from '../../../src/protocol/access-push/rtlog.js';

const single = { multiCard: false };
const multi = { multiCard: true };

function rec(row: string): Rec {
  const [first, ...rest] = parseRecords(row);
  if (first === undefined || rest.length > 0) throw new Error(`not one record: ${row}`);
  return first;
}

function decoded(row: string, mode = single): RtlogEvent {
  const event = decodeRtlog(rec(row), mode);
  if (typeof event === 'string') throw new Error(event);
  return event;
}

const row = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries({ time: '2017-01-10 11:49:32', event: 0, ...fields })
    .map(([key, value]) => `${key}=${value}`)
    .join('\t');

/** The example of 7.2. */
const printed =
  'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21';

describe('decodeRtlog', () => {
  it('reads the printed example (7.2)', () => {
    expect(decoded(printed)).toEqual({
      wallClock: '2017-01-10 11:49:32',
      pin: '',
      pinRaw: '0',
      cardNo: '',
      cardRaw: '0',
      eventAddr: 1,
      eventNo: 27,
      inOut: 1,
      verifyType: '0',
      index: 21,
      siteCode: '',
      linkId: '',
      maskFlag: '',
      temperature: '',
      convTemperature: '',
      bitCount: null,
      alarmType: '',
      raw: printed,
    });
  });

  it('reads the fields of a terminal in its own order (C3)', () => {
    const text =
      'time=2024-03-01 08:00:01\tpin=A12\tcardno=123456789\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=0000000000000010' +
      '\tindex=140\tsitecode=7\tlinkid=3\tmaskflag=1\ttemperature=36.2\tconvtemperature=97.1';
    expect(decoded(text)).toMatchObject({
      pin: 'A12',
      cardNo: '123456789',
      inOut: 0,
      verifyType: '0000000000000010',
      index: 140,
      siteCode: '7',
      linkId: '3',
      maskFlag: '1',
      temperature: '36.2',
      convTemperature: '97.1',
    });
  });

  it('reads a pulled transaction row with its own names (C10)', () => {
    const text =
      'transaction index=92\tcardno=0\tpin=7\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=845882880';
    expect(decoded(text)).toMatchObject({
      wallClock: '2026-04-26 07:28:00',
      pin: '7',
      eventAddr: 1,
      eventNo: 3,
      inOut: 0,
      verifyType: '15',
      index: 92,
    });
  });

  it('reads what newer firmware adds: bits of the card, an alarm taken back, no temperature (7.2, 7.13)', () => {
    const text =
      'time=2024-03-01 08:00:01\tpin=0\tcardno=0\teventaddr=1\tevent=7\tinoutstatus=0\tverifytype=0\tindex=9' +
      '\tmaskflag=0\ttemperature=255\tconvtemperature=255.0\tbitCount=26\tAlarmtype=200';
    expect(decoded(text)).toMatchObject({
      bitCount: 26,
      alarmType: '200',
      maskFlag: '0',
      temperature: '',
      convTemperature: '',
    });
    expect(decoded('time=2024-03-01 08:00:01\tevent=0\ttemperature=25.5\tbitcount=x')).toMatchObject({
      temperature: '25.5',
      bitCount: null,
    });
  });

  it('reads keys in any case', () => {
    expect(decoded('Time=2017-01-10 11:49:32\tPin=5\tCardNo=7\tEventAddr=2\tEvent=0\tINOUTSTATUS=0')).toMatchObject({
      pin: '5',
      cardNo: '7',
      eventAddr: 2,
      inOut: 0,
    });
  });

  it('stays with nothing where a device sends nothing', () => {
    expect(decoded('time=2017-01-10 11:49:32\tevent=206')).toMatchObject({
      pin: '',
      cardNo: '',
      eventAddr: 0,
      inOut: null,
      verifyType: '',
      index: 0,
    });
  });

  it.each([
    ['123456789', single, '123456789'],
    ['0123456789', single, '123456789'],
    ['[15CD5B07]', single, '123456789'],
    ['[15cd5b07]', multi, '123456789'],
    ['CC9932DD', single, '3432592093'],
    ['cc9932dd', multi, '3432592093'],
    ['075bcd15', multi, '123456789'],
    ['00000104', multi, '260'],
    ['00000104', single, '104'],
    ['18446744073709551615', single, '18446744073709551615'],
    ['ffffffffffffffff', multi, '18446744073709551615'],
    ['0', single, ''],
    ['00000000', multi, ''],
    ['[00000000]', single, ''],
    ['', single, ''],
    ['12-34', single, ''],
    ['xyz', multi, ''],
    ['[15CD5B0]', single, ''],
  ])('reads card %s (%o) as %j', (card, mode, expected) => {
    expect(decoded(row({ cardno: card }), mode)).toMatchObject({ cardNo: expected, cardRaw: card });
  });

  it.each([
    '2017-13-10 11:49:32',
    '2017-02-29 11:49:32',
    '2023-02-30 00:00:00',
    '2017-00-10 11:49:32',
    '2017-01-10 24:00:00',
    '2017-01-10 11:60:00',
    '2017-01-10',
    '11:49:32',
    'yesterday',
    '',
  ])('refuses the time %j', (time) => {
    expect(decodeRtlog(rec(row({ time })), single)).toBe(`no real time: "${time}"`);
  });

  it('refuses packed seconds that fall on 30 February', () => {
    expect(decodeRtlog(rec('time_second=744426123\teventtype=0'), single)).toBe('no real time: "744426123"');
  });

  it('takes a leap day and single digits', () => {
    expect(decoded(row({ time: '2024-02-29 23:59:59' })).wallClock).toBe('2024-02-29 23:59:59');
    expect(decoded(row({ time: '2024-2-9 3:05:09' })).wallClock).toBe('2024-02-09 03:05:09');
  });

  it.each(['', 'x', '-1', '1.5', '99999999999'])('refuses the event %j', (event) => {
    expect(decodeRtlog(rec(row({ event })), single)).toBe(`no event number: "${event}"`);
  });

  it('cuts what is too long and keeps numbers within their columns', () => {
    const long = decoded(row({ pin: '7'.repeat(500), cardno: 'z'.repeat(500), sitecode: 's'.repeat(500) }));
    expect([long.pin.length, long.cardRaw.length, long.siteCode.length]).toEqual([64, 32, 32]);
    expect(
      decoded(row({ eventaddr: '2147483648', inoutstatus: '99999999999', index: '99999999999999999' })),
    ).toMatchObject({ eventAddr: 0, inOut: null, index: 0 });
    expect(decoded(row({ index: '9007199254740991' })).index).toBe(9_007_199_254_740_991);
  });
});

describe('naturalKey', () => {
  it('is serial number, index, time and event where the device counts its events', () => {
    expect(naturalKey('3383154200002', rec(printed))).toBe('3383154200002|21|2017-01-10 11:49:32|27');
  });

  it('is the same for the event and for the pulled row that repeats it', () => {
    const pulled =
      'transaction cardno=75bcd15\tpin=7\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=845882880\tindex=92';
    const pushed =
      'time=2026-04-26 07:28:00\tpin=7\tcardno=123456789\teventaddr=1\tevent=3\tinoutstatus=0\tverifytype=15\tindex=92';
    expect(naturalKey('SN1', rec(pulled))).toBe('SN1|92|2026-04-26 07:28:00|3');
    expect(naturalKey('SN1', rec(pushed))).toBe('SN1|92|2026-04-26 07:28:00|3');
  });

  it('is made of the raw fields where it counts none', () => {
    const text = 'time=2017-01-10 11:49:32\tpin=0\tcardno=CC9932DD\teventaddr=1\tevent=27\tinoutstatus=1\tindex=0';
    expect(naturalKey('SN1', rec(text))).toBe('SN1|2017-01-10 11:49:32|27|0|CC9932DD|1|1');
    expect(naturalKey('SN1', rec('time=2017-01-10 11:49:32\tevent=206'))).toBe('SN1|2017-01-10 11:49:32|206||||');
  });

  it.each(['pin', 'cardno', 'eventaddr', 'inoutstatus'])('tells events apart by %s', (field) => {
    const base = { pin: '1', cardno: '2', eventaddr: '3', inoutstatus: '0' };
    expect(naturalKey('SN1', rec(row({ ...base, [field]: '9' })))).not.toBe(naturalKey('SN1', rec(row(base))));
  });

  it('keeps parts apart that hold the separator', () => {
    expect(naturalKey('SN1', rec(row({ pin: '1|2', cardno: '' })))).not.toBe(
      naturalKey('SN1', rec(row({ pin: '1', cardno: '2|' }))),
    );
  });
});
