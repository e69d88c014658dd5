import { describe, expect, it } from 'vitest';
import { attBioFitOf, attDialectOf } from '../../../src/protocol/attendance-push/capability.js';
import { deleteWhere, updateRow } from '../../../src/protocol/attendance-push/commands.js';
import { attRemovalOf, attRowOf } from '../../../src/protocol/attendance-push/ledger.js';
import { ledgerRecords } from '../../../src/protocol/attendance-push/records.js';
import { parseRecord } from '../../../src/protocol/access-push/records.js';

const terminal = (options: Record<string, string>, pushVersion: string | null = '2.4.1') => {
  const dialect = attDialectOf(options, { multiCardOn: null, devId: 1, pushVersion });
  return { dialect, classic: pushVersion === null, bio: attBioFitOf(options, dialect) };
};
const newer = terminal({ MultiBioDataSupport: '0:1:1:0:0:0:0:1:1:1', MultiBioVersion: '0:10:12:0:0:0:0:3:12:58.10' });
const older = terminal({ FPVersion: '10', FaceFunOn: '1', FaceVersion: '7', FvFunOn: '1', FvVersion: '3' }, null);

type Row = Record<string, unknown>;
const written = (table: string, row: Row, at = newer, size?: number) => {
  const text = attRowOf(table, row, at, size);
  return updateRow(text.table, text.row, at.dialect);
};
const deleted = (table: string, unit: string, at = newer) => {
  const removal = attRemovalOf(table, parseRecord(unit).fields, at);
  return deleteWhere(removal.table.name, removal.where);
};

const user = { pin: '7', name: 'Ada Byron', privilege: 14, password: '4711', cardNo: '305419896', viceCard: '77' };
const part = { pin: '7', no: 0, index: 3, valid: 1, duress: 0, minorVer: '0', format: 0, tmp: 'AAECAw==' };

describe('rows of the ledger in the words of Attendance PUSH', () => {
  it.each([
    [
      'a user of newer firmware',
      () => written('user', { ...user, verify: 4 }),
      'DATA UPDATE USERINFO PIN=7\tName=Ada Byron\tPri=14\tPasswd=4711\tCard=305419896\tGrp=1\tTZ=0000000000000000\tVerify=4\tViceCard=77',
    ],
    [
      'a user with dates, where the terminal heeds them',
      () =>
        written('user', {
          pin: '7',
          name: '',
          dated: true,
          startTime: '2026-01-01 00:00:00',
          endTime: '2026-12-31 23:59:59',
        }),
      'DATA UPDATE USERINFO PIN=7\tName=\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=\tStartDatetime=2026-01-01T00:00:00\tEndDatetime=2026-12-31T23:59:59\tExpires=1',
    ],
    [
      'a user without dates, where it heeds them',
      () => written('user', { pin: '7', dated: true, startTime: null, endTime: null }),
      'DATA UPDATE USERINFO PIN=7\tName=\tPri=0\tPasswd=\tCard=\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=\tStartDatetime=0\tEndDatetime=0\tExpires=0',
    ],
    [
      'a user of classic firmware: the card in brackets, a short name',
      () => written('user', { ...user, name: 'Augusta Ada Byron, Lovelace' }, older),
      'DATA UPDATE USERINFO PIN=7\tName=Augusta Ada Byron, Lovel\tPri=14\tPasswd=4711\tCard=[7856341200]\tGrp=1\tTZ=0000000000000000',
    ],
    [
      'no letter of a name is cut in two',
      () => written('user', { pin: '7', name: 'Ä'.repeat(13) }, older),
      `DATA UPDATE USERINFO PIN=7\tName=${'Ä'.repeat(12)}\tPri=0\tPasswd=\tCard=[0000000000]\tGrp=1\tTZ=0000000000000000`,
    ],
    [
      'a finger',
      () => written('templatev10', { pin: '7', fingerId: 6, valid: 3, template: 'AAECAw==' }),
      'DATA UPDATE FINGERTMP PIN=7\tFID=6\tSize=8\tValid=3\tTMP=AAECAw==',
    ],
    [
      'a finger as it is kept with its command',
      () => written('templatev10', { pin: '7', fingerId: 6, valid: 1, template: '***' }, newer, 1_360),
      'DATA UPDATE FINGERTMP PIN=7\tFID=6\tSize=1360\tValid=1\tTMP=***',
    ],
    [
      'a part of a face as BIODATA',
      () => written('biodata', { ...part, type: 2, majorVer: '12' }),
      'DATA UPDATE BIODATA Pin=7\tNo=0\tIndex=3\tValid=1\tDuress=0\tType=2\tMajorVer=12\tMinorVer=0\tFormat=0\tTmp=AAECAw==',
    ],
    [
      'a part of a face of the old form',
      () => written('biodata', { ...part, type: 2, majorVer: '7' }, older),
      'DATA UPDATE FACE PIN=7\tFID=3\tValid=1\tSize=8\tTMP=AAECAw==',
    ],
    [
      'a vein of the old form',
      () => written('biodata', { ...part, no: 4, index: 2, type: 7, majorVer: '3' }, older),
      'DATA UPDATE FVEIN Pin=7\tFID=4\tIndex=2\tValid=1\tSize=8\tTmp=AAECAw==',
    ],
    [
      'a comparison photo',
      () => written('biophoto', { pin: '7', type: 9, no: 0, index: 0, size: 8, content: '/9j/AAEC', format: 0 }),
      'DATA UPDATE BIOPHOTO PIN=7\tType=9\tSize=8\tContent=/9j/AAEC\tFormat=0\tUrl=\tPostBackTmpFlag=0',
    ],
    [
      'a picture',
      () => written('userpic', { pin: '7', size: 8, content: '/9j/AAEC' }),
      'DATA UPDATE USERPIC PIN=7\tSize=8\tContent=/9j/AAEC',
    ],
    [
      'a picture that the terminal fetches',
      () => written('userpic', { pin: '7', size: 8, format: 1, url: 'http://h/iclock/file/x' }),
      'DATA UPDATE USERPIC PIN=7\tSize=8\tFormat=1\tUrl=http://h/iclock/file/x',
    ],
  ])('%s', (_what, text, expected) => {
    expect(text()).toBe(expected);
  });

  it.each([
    ['user', 'Pin=7', 'DATA DELETE USERINFO PIN=7', newer],
    ['templatev10', 'Pin=7\tFingerID=6', 'DATA DELETE FINGERTMP PIN=7\tFID=6', newer],
    ['biodata', 'Type=9\tPin=7\tNo=0', 'DATA DELETE BIODATA Pin=7\tType=9\tNo=0', newer],
    ['biodata', 'Type=2\tPin=7\tNo=0', 'DATA DELETE FACE PIN=7', older],
    ['biodata', 'Type=7\tPin=7\tNo=4', 'DATA DELETE FVEIN Pin=7\tFID=4', older],
    ['biophoto', 'PIN=7\tType=9', 'DATA DELETE BIOPHOTO PIN=7\tType=9', newer],
    ['userpic', 'pin=7', 'DATA DELETE USERPIC PIN=7', newer],
  ])('%s %j goes', (table, unit, text, at) => {
    expect(deleted(table, unit, at)).toBe(text);
  });

  it.each(['Type=9', 'Pin=', '*'])('%j names nobody, and everybody would go: refused', (unit) => {
    for (const table of ['user', 'templatev10', 'biodata', 'biophoto', 'userpic']) {
      expect(() => deleted(table, unit)).toThrow(RangeError);
    }
    expect(() => written('userauthorize', { pin: '7' })).toThrow(RangeError);
  });
});

describe('what a terminal takes of a body', () => {
  it.each([
    [
      'lists its types and versions',
      newer.bio.versions,
      [null, '10', '12', null, null, null, null, '3', '12', '58', null],
    ],
    [
      'says them by older options',
      older.bio.versions,
      [null, '10', '7', null, null, null, null, '3', null, null, null],
    ],
    [
      'lists types and says versions elsewhere',
      terminal({
        MultiBioDataSupport: '0:0:0:0:0:0:0:0:1:1',
        FingerFunOn: '1',
        FPVersion: '10',
        FaceVersion: '58',
        PvVersion: '12',
      }).bio.versions,
      [null, '10', null, null, null, null, null, null, '12', '58', null],
    ],
    ['says nothing', terminal({}).bio.versions, Array.from({ length: 11 }, () => null)],
    [
      'has no fingers',
      terminal({ FingerFunOn: '0', FPVersion: '10' }).bio.versions,
      Array.from({ length: 11 }, () => null),
    ],
  ])('that %s', (_what, versions, expected) => {
    expect(versions).toEqual(expected);
  });
});

describe('rows that a terminal tells, as the ledger has them', () => {
  it.each([
    [
      'USER PIN=7\tName=Ada\tPri=14\tPasswd=1\tCard=[78563412]',
      'user',
      { pin: '7', name: 'Ada', privilege: '14', password: '1', cardno: '305419896' },
    ],
    ['USER PIN=7\tName=Augusta Ada Byron, Lovel\tPri=0', 'user', { pin: '7', privilege: '0', cardno: '' }],
    [
      'FP PIN=7\tFID=6\tSize=8\tValid=1\tTMP=AAECAw==',
      'templatev10',
      { pin: '7', fingerid: '6', valid: '1', template: 'AAECAw==' },
    ],
    [
      'FACE PIN=7\tFID=3\tSIZE=8\tVALID=1\tTMP=AAECAw==',
      'biodata',
      { type: '2', pin: '7', no: '0', index: '3', valid: '1', tmp: 'AAECAw==' },
    ],
    [
      'FVEIN Pin=7\tFID=4\tIndex=2\tSize=8\tValid=1\tTmp=AAECAw==',
      'biodata',
      { type: '7', pin: '7', no: '4', index: '2', valid: '1', tmp: 'AAECAw==' },
    ],
  ])('%j', (line, table, columns) => {
    expect(ledgerRecords(line, table).map(({ fields }) => Object.fromEntries(fields))).toEqual([columns]);
    expect(ledgerRecords(line, 'biophoto')).toEqual([]);
  });
});
