import { expect, it } from 'vitest';
import { parseRecord } from '../../../../src/protocol/access-push/records.js';
import { decodeRow, encodeRow, unitOf } from '../../../../src/protocol/access-push/table.js';
import { tables } from '../../../../src/protocol/access-push/tables/all.js';
import { everything, panel } from './dialects.js';

const wholeDay = (day: string) =>
  `${day}Time1=2359\t${day}Time1VSUser=255\t${day}Time1VSDoor=255\t` +
  `${day}Time2=0\t${day}Time2VSUser=255\t${day}Time2VSDoor=255\t` +
  `${day}Time3=0\t${day}Time3VSUser=255\t${day}Time3VSDoor=255`;

const always = [{ period: '00:00-23:59', user: 255, door: 255 }];

it('DiffTimezoneVS as 9.1.1 prints it', () => {
  const row = {
    timezoneId: 1,
    periods: {
      sun: always,
      mon: [{ period: '00:00-23:59', user: 7, door: 5 }],
      tue: always,
      wed: always,
      thu: always,
      fri: always,
      sat: always,
      hol1: always,
      hol2: always,
      hol3: always,
    },
  };
  const monday = wholeDay('Mon').replace('Time1VSUser=255\tMonTime1VSDoor=255', 'Time1VSUser=7\tMonTime1VSDoor=5');
  const manual = [
    'TimezoneID=1',
    wholeDay('Sun'),
    monday,
    ...['Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'].map(wholeDay),
  ].join('\t');
  expect(encodeRow(tables.difftimezonevs, row, panel)).toBe(manual);
  expect(decodeRow(tables.difftimezonevs, parseRecord(manual), panel)).toEqual(row);
  expect(unitOf(tables.difftimezonevs, row, panel)).toBe('TimezoneID=1');
});

it('DiffTimezoneVS without a day has nothing that day', () => {
  const text = encodeRow(tables.difftimezonevs, { timezoneId: 2, periods: {} }, panel);
  expect(text).toMatch(/^TimezoneID=2\tSunTime1=0\tSunTime1VSUser=255\tSunTime1VSDoor=255\tSunTime2=0\t/);
  expect(text.split('\t')).toHaveLength(91);
});

it('gatepassrule: five periods a day, each with its passing mode', () => {
  const row = {
    passwayTimeZoneId: 3,
    rules: {
      sun: [],
      mon: [
        { period: '08:30-12:00', passMode: 2 },
        { period: '13:00-17:00', passMode: 1 },
      ],
      tue: [],
      wed: [],
      thu: [],
      fri: [],
      sat: [{ period: '00:00-23:59', passMode: 0 }],
    },
  };
  const closed = (day: string, from = 1) =>
    [1, 2, 3, 4, 5]
      .slice(from - 1)
      .map((slot) => `${day}Time${slot}=0\t${day}PassMode${slot}=0`)
      .join('\t');
  const wire = [
    'PasswayTimeZoneId=3',
    closed('Sun'),
    'MonTime1=54396080\tMonPassMode1=2\tMonTime2=85198500\tMonPassMode2=1',
    closed('Mon', 3),
    ...['Tue', 'Wed', 'Thu', 'Fri'].map((day) => closed(day)),
    'SatTime1=2359\tSatPassMode1=0',
    closed('Sat', 2),
  ].join('\t');
  expect(encodeRow(tables.gatepassrule, row, everything)).toBe(wire);
  expect(decodeRow(tables.gatepassrule, parseRecord(wire), everything)).toEqual(row);
  expect(unitOf(tables.gatepassrule, row, everything)).toBe('PasswayTimeZoneId=3');
});

it.each([
  [[1], '1'],
  [[8, 9], '180'],
  [[9, 8, 9], '180'],
  [[256], '8000000000000000000000000000000000000000000000000000000000000000'],
  [[], '0'],
])('floors %j are %s', (floors, hex) => {
  expect(encodeRow(tables.usereleauthorize, { floors }, panel)).toBe(`AuthorizeFloors=${hex}\tDevID=14`);
  expect(decodeRow(tables.usereleauthorize, parseRecord(`AuthorizeFloors=${hex}`), panel)).toEqual({
    floors: [...new Set(floors)].sort((a, b) => a - b),
  });
});

it.each([[0], [257], [1.5], [-1]])('there is no floor %d', (floor) => {
  expect(() => encodeRow(tables.usereleauthorize, { floors: [floor] }, panel)).toThrow(RangeError);
});
