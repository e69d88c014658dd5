import { base64, int, label, optional, text } from '../access-push/field.js';
import { table } from '../access-push/table.js';

/* Tables of Attendance PUSH 12.1 that are about the terminal and not about a person on it. */

/** Pictures that a terminal shows while nobody is before it, and its wallpaper. */
export const adPic = table(
  'ADPIC',
  { index: int('Index'), size: int('Size'), extension: text('Extension'), content: base64('Content') },
  { key: ['index'], unit: ['index'] },
);
export const wallpaper = table(
  'WALLPAPER',
  { index: int('Index'), size: int('Size'), extension: text('Extension'), content: base64('Content') },
  { key: ['index'], unit: ['index'] },
);

/** Function keys. AutoTime has seven times, joined by semicolons. */
export const shortcutKey = table(
  'ShortcutKey',
  {
    keyId: int('KeyID'),
    keyFun: int('KeyFun'),
    statusCode: int('StatusCode'),
    showName: label('ShowName'),
    autoState: int('AutoState'),
    autoTime: text('AutoTime'),
    sun: int('Sun'),
    mon: int('Mon'),
    tue: int('Tue'),
    wed: int('Wed'),
    thu: int('Thu'),
    fri: int('Fri'),
    sat: int('Sat'),
  },
  { key: ['keyId'], unit: ['keyId'], operations: ['update'] },
);

/** Access groups; how TZ is written differs from firmware to firmware (12.1). */
export const accGroup = table(
  'AccGroup',
  { id: int('ID'), verify: int('Verify'), validHoliday: int('ValidHoliday'), timeZones: text('TZ') },
  { key: ['id'], unit: ['id'], operations: ['update'] },
);

/** Time zones, one period a day, times as numbers: 1159 (12.1). */
export const accTimeZone = table(
  'AccTimeZone',
  {
    uid: int('UID'),
    sunStart: int('SunStart'),
    sunEnd: int('SunEnd'),
    monStart: int('MonStart'),
    monEnd: int('MonEnd'),
    tuesStart: int('TuesStart'),
    tuesEnd: int('TuesEnd'),
    wedStart: int('WedStart'),
    wedEnd: int('WedEnd'),
    thursStart: int('ThursStart'),
    thursEnd: int('ThursEnd'),
    friStart: int('FriStart'),
    friEnd: int('FriEnd'),
    satStart: int('SatStart'),
    satEnd: int('SatEnd'),
  },
  { key: ['uid'], unit: ['uid'], operations: ['update'] },
);

/** Holidays from one day to another of every year, MMDD. */
export const accHoliday = table(
  'AccHoliday',
  {
    uid: int('UID'),
    holidayName: label('HolidayName'),
    startDate: text('StartDate'),
    endDate: text('EndDate'),
    timeZone: int('TimeZone'),
  },
  { key: ['uid'], unit: ['uid'], operations: ['update'] },
);

/** Groups of which one person each has to come. */
export const accUnLockComb = table(
  'AccUnLockComb',
  {
    uid: int('UID'),
    group1: int('Group1'),
    group2: int('Group2'),
    group3: int('Group3'),
    group4: int('Group4'),
    group5: int('Group5'),
  },
  { key: ['uid'], unit: ['uid'], operations: ['update'] },
);

/** Terminals for identity cards: who is kept out, and who is let in. */
export const blacklist = table(
  'Blacklist',
  {
    idNum: text('IDNum'),
    name: optional(label('Name')),
    gender: optional(int('Gender')),
    nation: optional(int('Nation')),
  },
  { key: ['idNum'], unit: ['idNum'] },
);
export const whitelist = table(
  'WHITELIST',
  {
    idNum: text('IDNum'),
    name: optional(label('Name')),
    gender: optional(int('Gender')),
    nation: optional(int('Nation')),
    startDate: text('StartDate'),
    endDate: text('EndDate'),
  },
  { key: ['idNum'], unit: ['idNum'] },
);

/** Bells; Time is HHMM. */
export const bellInfo = table(
  'BELLINFO',
  {
    id: int('ID'),
    valid: int('Valid'),
    time: text('Time'),
    wavIndex: int('WavIndex'),
    times: int('Times'),
    way: int('Way'),
    volume: int('Volume'),
    sun: int('Sun'),
    mon: int('Mon'),
    tue: int('Tue'),
    wed: int('Wed'),
    thu: int('Thu'),
    fri: int('Fri'),
    sat: int('Sat'),
    extBellDelay: int('ExtbellDelay'),
  },
  { key: ['id'], unit: ['id'] },
);
