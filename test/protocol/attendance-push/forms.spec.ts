import { describe, expect, it } from 'vitest';
import * as legacy from '../../../src/protocol/attendance-push/legacy.js';
import * as att from '../../../src/protocol/attendance-push/commands.js';
import { readPunchPhoto } from '../../../src/protocol/attendance-push/photo.js';
import { readPunch } from '../../../src/protocol/attendance-push/punch.js';
import { punchSum, readFetched, readResults } from '../../../src/protocol/attendance-push/results.js';
import { returnMeaning } from '../../../src/protocol/attendance-push/returns.js';
import { lineCount, readLines } from '../../../src/protocol/attendance-push/rows.js';
import * as tables from '../../../src/protocol/attendance-push/tables.js';
import { errorMeaning } from '../../../src/protocol/access-push/codes/errors.js';
import { encodeSeconds } from '../../../src/protocol/access-push/time.js';
import { decodeRow, type AnyRow, type AnyTable } from '../../../src/protocol/access-push/table.js';
import { terminal } from '../access-push/tables/dialects.js';

/* What other files of this folder do not have: forms that only some firmware knows, and every code and echo. */

describe('words of firmware older than pushver (12.9)', () => {
  it.each([
    [
      legacy.legacyUser({
        pin: '1007',
        name: 'Ada',
        password: '12',
        card: '[7856341200]',
        group: 1,
        timeZones: '0000000000000000',
        privilege: 14,
      }),
      'DATA USER PIN=1007\tName=Ada\tPasswd=12\tCard=[7856341200]\tGrp=1\tTZ=0000000000000000\tPri=14',
    ],
    [
      legacy.legacyFinger({ pin: '1007', fid: 6, valid: 1, tmp: 'ocoAAA==' }),
      'DATA FP PIN=1007\tFID=6\tValid=1\tTMP=ocoAAA==',
    ],
    [legacy.legacyDeleteUser('1007'), 'DATA DEL_USER PIN=1007'],
    [legacy.legacyDeleteFinger('1007', 6), 'DATA DEL_FP PIN=1007\tFID=6'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('no value begins a command', () => {
    expect(legacy.legacyDeleteUser('7\nC:9:REBOOT')).toBe('DATA DEL_USER PIN=7 C:9:REBOOT');
  });
});

describe('words of the US line (12.4, 13)', () => {
  it.each([
    [
      legacy.lastPunchAnswer({ name: 'Ada', pin: '7', state: 1, workCode: '12', time: '2024-03-05 08:01:22' }),
      'status=0\nname=Ada\tpin=7\tstate=1\tworkcode=12\tdate=2024-03-05\ttime=08:01:22',
    ],
    [legacy.selfServiceAnswer(3, '7', 'Ada'), 'DATA UPDATE SELFSERVICEDATA ServiceNum=3\tPIN=7\tStyle=0\tData=QWRh'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});

it.each([
  [att.deleteWhere('USERINFO', {}), 'DATA DELETE USERINFO'],
  [att.deleteWhere('FINGERTMP', { PIN: '7' }), 'DATA DELETE FINGERTMP PIN=7'],
  [att.deleteWhere('FINGERTMP', {}), 'DATA DELETE FINGERTMP'],
  [att.deleteWhere('FACE', { PIN: '7' }), 'DATA DELETE FACE PIN=7'],
  [att.deleteWhere('FVEIN', { Pin: '7' }), 'DATA DELETE FVEIN Pin=7'],
  [att.deleteWhere('FVEIN', { Pin: '7', FID: 2 }), 'DATA DELETE FVEIN Pin=7\tFID=2'],
  [att.deleteWhere('BIODATA', { Pin: '7' }), 'DATA DELETE BIODATA Pin=7'],
  [att.deleteWhere('BIODATA', { Pin: '7', Type: 9 }), 'DATA DELETE BIODATA Pin=7\tType=9'],
  [att.deleteWhere('BIODATA', { Type: 9 }), 'DATA DELETE BIODATA Type=9'],
  [att.deleteWhere('USERPIC', { PIN: '7' }), 'DATA DELETE USERPIC PIN=7'],
  [att.deleteWhere('BIOPHOTO', { PIN: '7' }), 'DATA DELETE BIOPHOTO PIN=7'],
  [att.deleteWhere('BIOPHOTO', { PIN: '7', Type: 9 }), 'DATA DELETE BIOPHOTO PIN=7\tType=9'],
  [att.deleteWhere('SMS', {}), 'DATA DELETE SMS'],
  [att.deleteWhere('WORKCODE', { CODE: 12 }), 'DATA DELETE WORKCODE CODE=12'],
  [att.deleteWhere('ADPIC', { Index: 1 }), 'DATA DELETE ADPIC Index=1'],
  [att.deleteWhere('WALLPAPER', { Index: 1 }), 'DATA DELETE WALLPAPER Index=1'],
  [att.deleteWhere('BLACKLIST', { IDNum: '1' }), 'DATA DELETE BLACKLIST IDNum=1'],
  [att.deleteWhere('WHITELIST', { IDNum: '1' }), 'DATA DELETE WHITELIST IDNum=1'],
  [att.deleteWhere('BELLINFO', {}), 'DATA DELETE BELLINFO'],
  [att.queryWhere('USERINFO', { PIN: '7' }), 'DATA QUERY USERINFO PIN=7'],
  [att.queryWhere('FINGERTMP', { PIN: '7' }), 'DATA QUERY FINGERTMP PIN=7'],
  [att.queryWhere('BIODATA', { Type: 9 }), 'DATA QUERY BIODATA Type=9'],
  [att.queryWhere('BIODATA', { Type: 9, PIN: '7', No: 0 }), 'DATA QUERY BIODATA Type=9\tPIN=7\tNo=0'],
  [att.getOptions(['VOLUME', 'LockOn']), 'GET OPTION VOLUME,LockOn'],
  [att.getOptions(['VOLUME']), 'GET OPTION FROM VOLUME'],
  [att.enrollFinger('7', 6, 1, false), 'ENROLL_FP PIN=7\tFID=6\tRETRY=1\tOVERWRITE=0'],
  [att.enrollCard('7', 5), 'ENROLL_MF PIN=7\tRETRY=5'],
  [att.enrollBio(8, '7', '99', 3, false), 'ENROLL_BIO TYPE=8\tPIN=7\tCardNo=99\tRETRY=3\tOVERWRITE=0'],
  [att.upgradeFirmware('d41d8c', 7, 'http://x/f', 1), 'UPGRADE checksum=d41d8c,url=http://x/f,size=7'],
  [att.upgradeFirmware('d41d8c', 7, 'http://x/f', 2), 'UPGRADE type=1,checksum=d41d8c,size=7,url=http://x/f'],
  [
    att.upgradeFirmware('d41d8c', 7, 'http://x/f', 3),
    'UPGRADE checksum=d41d8c,size=7,url=http://x/f,supportsubcontracting=1',
  ],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});

describe('rows of which only some firmware knows all columns (12.1)', () => {
  it.each<[AnyTable, AnyRow, string]>([
    [
      tables.attUserPic,
      { pin: '7', size: 0, format: 1, url: 'file/7.jpg' },
      'DATA UPDATE USERPIC PIN=7\tSize=0\tFormat=1\tUrl=file/7.jpg',
    ],
    [
      tables.attBioPhoto,
      { pin: '7', type: 9, no: 0, index: 0, size: 4, content: '/9j/', format: 0, url: '', postBackTmpFlag: 0 },
      'DATA UPDATE BIOPHOTO PIN=7\tType=9\tNo=0\tIndex=0\tSize=4\tContent=/9j/\tFormat=0\tUrl=\tPostBackTmpFlag=0',
    ],
    [
      tables.attBioPhoto,
      { pin: '7', type: 9, size: 0, format: 1, url: 'file/7.jpg', postBackTmpFlag: 1 },
      'DATA UPDATE BIOPHOTO PIN=7\tType=9\tSize=0\tFormat=1\tUrl=file/7.jpg\tPostBackTmpFlag=1',
    ],
    [
      tables.face,
      { pin: '7', fid: 50, size: 4, valid: 1, tmp: 'AAEC' },
      'DATA UPDATE FACE PIN=7\tFID=50\tValid=1\tSize=4\tTMP=AAEC',
    ],
  ])('$name', (table, row, text) => {
    expect(att.updateRow(table, row, terminal)).toBe(text);
  });
});

describe('uploads of some firmware (9)', () => {
  const decoded = (body: string, table: string) =>
    readLines(body, table).map((line) =>
      line.kind === 'row' ? decodeRow(line.table, line.rec) : [line.kind, line.text],
    );

  it('a user of the US line, of an identity card terminal, and of 2.4.2', () => {
    expect(
      decoded(
        'USER PIN=1\tName=A\tPasswd=\tCard=1\tGrp=1\tTZ=0\n' +
          'USER PIN=2\tName=B\tPri=0\tPhone=5\tGender=2\tNation=1\tIDNum=9\n' +
          'USER PIN=3\tName=C\tPri=0\tViceCard=7\tExpires=1\tStartDatetime=2024-03-05T00:00:00\tEndDatetime=2024-04-05T00:00:00\tCategory=0\t\n',
        'OPERLOG',
      ),
    ).toEqual([
      { pin: '1', name: 'A', password: '', card: '1', group: 1, timeZones: '0' },
      { pin: '2', name: 'B', privilege: 0 },
      {
        pin: '3',
        name: 'C',
        privilege: 0,
        viceCard: '7',
        expires: 1,
        startDatetime: '2024-03-05T00:00:00',
        endDatetime: '2024-04-05T00:00:00',
      },
    ]);
  });

  it('a comparison photo with its number, and a face of the US line without one', () => {
    expect(
      decoded(
        'BIOPHOTO PIN=7\tNo=0\tIndex=0\tFileName=7.jpg\tType=9\tSize=4\tContent=/9j/\nFACE PIN=7\tSIZE=4\tVALID=1\tTMP=AAEC',
        'OPERLOG',
      ),
    ).toEqual([
      { pin: '7', no: 0, index: 0, fileName: '7.jpg', type: 9, size: 4, content: '/9j/' },
      { pin: '7', valid: 1, size: 4, tmp: 'AAEC' },
    ]);
  });

  it('answers to queries under the names of their tables, tagged or not', () => {
    expect(decoded('PIN=7\tFID=6\tSize=4\tValid=1\tTMP=AAEC', 'FINGERTMP')).toEqual([
      { pin: '7', fid: 6, size: 4, valid: 1, tmp: 'AAEC' },
    ]);
    expect(decoded('FP PIN=7\tFID=6\tSize=4\tValid=1\tTMP=AAEC', 'FINGERTMP')).toEqual([
      { pin: '7', fid: 6, size: 4, valid: 1, tmp: 'AAEC' },
    ]);
    expect(decoded('PIN=7\tFileName=7.jpg\tSize=4\tContent=/9j/', 'USERPIC')).toEqual([
      { pin: '7', fileName: '7.jpg', size: 4, content: '/9j/' },
    ]);
    expect(decoded('PIN=1\tCODE=12\tNAME=Paint', 'WORKCODE')).toEqual([{ pin: '1', code: '12', name: 'Paint' }]);
    expect(lineCount('PIN=1\tCODE=12\tNAME=Paint\r\n\r\n')).toBe(1);
  });

  it('a punch of the US line has job codes and tips where others have mask and temperature', () => {
    expect(readPunch('7\t2024-03-05 08:01:22\t0\t1\t0\t0\t0\t1\t2\t3\t4\t5\t6\t10\t20\t30')).toEqual({
      pin: '7',
      time: '2024-03-05 08:01:22',
      status: 0,
      verify: 1,
      workCode: '',
      mask: null,
      temperature: null,
      cardNo: '',
      rest: ['1', '2', '3', '4', '5', '6', '10', '20', '30'],
    });
    expect(readPunch('7\t2024-03-05 08:01:22\t0\t1\t0\t0\t0\t1\t\t\t\t\t\t\t\t')).toMatchObject({
      mask: null,
      rest: ['1', '', '', '', '', '', '', '', ''],
    });
  });

  it('a punch with the offset of its clock and where it was', () => {
    expect(readPunch('7\t2024-03-05 08:01:22\t0\t15\t0\t0\t0\t0\t36.5\t97.7\t-28800\teyJhIjoxfQ==')).toMatchObject({
      mask: false,
      temperature: '36.5',
      rest: ['97.7', '-28800', 'eyJhIjoxfQ=='],
    });
  });

  it.each(['0', '1', '2', '3', '4'])('a photo of an identity card terminal, kind %s, names pin and card', (kind) => {
    const name = `20240305080122-${kind}-10-07-110101199003070012.jpg`;
    const body = Buffer.from(`PIN=${name}\nSN=X\nsize=3\nCMD=uploadphoto\0\xff\xd8\xff`, 'latin1');
    expect(readPunchPhoto(body)).toMatchObject({ fileName: name, pin: '10-07', time: '2024-03-05 08:01:22' });
  });
});

describe('answers (11)', () => {
  it.each([
    ['ID=1&Return=0&CMD=DATA\n', 'DATA'],
    ['ID=1&Return=0&CMD=DATA UPDATE\r\n', 'DATA UPDATE'],
    ['ID=1&Return=0&CMD=DATA QUERY', 'DATA QUERY'],
    ['ID=1&Return=0&CMD=CLEAR_LOG\n', 'CLEAR_LOG'],
    ['ID=1&Return=0&CMD=CLEAR LOG\n', 'CLEAR LOG'],
    ['ID=1&Return=0&CMD=CLEAR_PHOTO\n', 'CLEAR_PHOTO'],
    ['ID=1&Return=0&CMD=CLEAR_DATA\n', 'CLEAR_DATA'],
    ['ID=1&Return=0&CMD=CLEAR_BIODATA\n', 'CLEAR_BIODATA'],
    ['ID=1&Return=0&CMD=CHECK\n', 'CHECK'],
    ['ID=1&Return=0&CMD=LOG\n', 'LOG'],
    ['ID=1&Return=0&CMD=SET OPTION\n', 'SET OPTION'],
    ['ID=1&Return=0&CMD=RELOAD OPTIONS\n', 'RELOAD OPTIONS'],
    ['ID=1&Return=0&CMD=REBOOT\n', 'REBOOT'],
    ['ID=1&Return=0&CMD=AC_UNLOCK\n', 'AC_UNLOCK'],
    ['ID=1&Return=0&CMD=AK_UNLOCK\n', 'AK_UNLOCK'],
    ['ID=1&Return=0&CMD=AC_UNALARM\n', 'AC_UNALARM'],
    ['ID=1&Return=0&CMD=ENROLL_FP\n', 'ENROLL_FP'],
    ['ID=1&Return=0&CMD=ENROLL_BIO\n', 'ENROLL_BIO'],
    ['ID=1&Return=0&CMD=ENROLL_MF\n', 'ENROLL_MF'],
    ['ID=1&Return=0&CMD=UPGRADE\n', 'UPGRADE'],
    ['ID=1&SN=DEMO12345678&Return=0&CMD=DATA\n', 'DATA'],
    ['Return=0&ID=1&CMD=DATA\n', 'DATA'],
    ['ID=1\nSN=DEMO12345678\nReturn=0\nCMD=PutFile\n', 'PutFile'],
  ])('%j', (body, command) => {
    expect(readResults(body)).toMatchObject([{ id: '1', returnCode: 0, command }]);
  });

  it.each([
    ['ID=31\nSN=DEMO12345678\nReturn=0\nCMD=Shell\nFILENAME=shellout.txt\nContent=a=1\nID=9\n', 'shellout.txt'],
    ['ID=31\nReturn=0\nCMD=Shell\nFILENAME=shell.out\nContent=a=1\nID=9\n', 'shell.out'],
  ])('of a shell: %j', (body, fileName) => {
    expect(readFetched(Buffer.from(body))).toEqual({
      id: '31',
      fileName,
      returnCode: 0,
      content: Buffer.from('a=1\nID=9\n'),
    });
  });

  it('options, one a line or all in one', () => {
    expect(readResults('ID=3&Return=0&CMD=GET OPTION\nVOLUME=60,LockOn=5\n')).toMatchObject([
      { id: '3', returnCode: 0, extra: { VOLUME: '60,LockOn=5' } },
    ]);
    expect(punchSum({ extra: { ATTLOGSUM: ' 12 ' } })).toBe(12);
  });
});

describe('codes (A1, A12, A14)', () => {
  it.each([
    [0, 'done'],
    [-1, 'wrong parameter, or nothing of that name'],
    [-2, 'picture of another size, or wrong operation'],
    [-3, 'memory of the device could not be read or written'],
    [-4, 'no matching data'],
    [-5, 'no space'],
    [-6, 'data invalid'],
    [-9, 'template of another length'],
    [-10, 'no such user on the device'],
    [-11, 'template of a wrong form'],
    [-12, 'template invalid'],
    [-22, 'unknown command'],
    [-30, 'template of another algorithm'],
    [-31, 'empty data'],
    [-1001, 'device is full'],
    [-1002, 'not supported'],
    [-1003, 'took too long'],
    [-1004, 'not with this configuration'],
    [-1005, 'busy'],
    [-1006, 'data too long'],
    [-1007, 'out of memory'],
    [-1008, 'could not be fetched from the server'],
  ])('%i: %s', (code, meaning) => {
    expect(returnMeaning(code, 'DATA UPDATE USERINFO PIN=1')).toBe(meaning);
  });

  it.each([
    [2, 'enrolled already'],
    [4, 'failed'],
    [5, 'in the database already, or too late'],
    [6, 'cancelled'],
    [7, 'busy'],
  ])('%i to an enrolment: %s', (code, meaning) => {
    expect(returnMeaning(code, 'ENROLL_MF PIN=1')).toBe(meaning);
  });

  it.each(['D01E0001', 'D01E0002', 'D01E0003', 'D01E0004', 'D01E0005', 'D01E0006'])('%s has words', (code) => {
    expect(errorMeaning(code)).toMatch(/\w{3}/);
  });

  it.each([
    ['2000-01-01 00:00:00', 0],
    ['2024-03-05 06:07:08', 777103628],
  ])('%s is %i in packed time', (wall, packed) => {
    expect(encodeSeconds(wall)).toBe(packed);
  });
});
