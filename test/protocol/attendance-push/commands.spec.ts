import { describe, expect, it } from 'vitest';
import { cardText, readCardText } from '../../../src/protocol/attendance-push/card.js';
import * as att from '../../../src/protocol/attendance-push/commands.js';
import { punchSum, readFetched, readResults } from '../../../src/protocol/attendance-push/results.js';
import { outcomeOf, returnMeaning } from '../../../src/protocol/attendance-push/returns.js';
import * as tables from '../../../src/protocol/attendance-push/tables.js';
import type { AnyRow, AnyTable } from '../../../src/protocol/access-push/table.js';
import { terminal } from '../access-push/tables/dialects.js';

describe('DATA UPDATE (12.1)', () => {
  it.each<[AnyTable, AnyRow, string]>([
    [
      tables.userInfo,
      {
        pin: '1007',
        name: 'Ada',
        privilege: 0,
        password: '',
        card: '[78563412]',
        group: 1,
        timeZones: '0000000000000000',
        verify: -1,
        viceCard: '',
      },
      'DATA UPDATE USERINFO PIN=1007\tName=Ada\tPri=0\tPasswd=\tCard=[78563412]\tGrp=1\tTZ=0000000000000000\tVerify=-1\tViceCard=',
    ],
    [
      tables.userInfo,
      {
        pin: '7',
        name: 'A\tB\nC',
        privilege: 14,
        password: '9',
        card: '',
        group: 1,
        timeZones: '0',
        startDatetime: '2024-03-05T00:00:00',
        endDatetime: '0',
        expires: 1,
      },
      'DATA UPDATE USERINFO PIN=7\tName=A B C\tPri=14\tPasswd=9\tCard=\tGrp=1\tTZ=0\tStartDatetime=2024-03-05T00:00:00\tEndDatetime=0\tExpires=1',
    ],
    [
      tables.fingerTmp,
      { pin: '7', fid: 6, size: 4, valid: 1, tmp: 'AAEC' },
      'DATA UPDATE FINGERTMP PIN=7\tFID=6\tSize=4\tValid=1\tTMP=AAEC',
    ],
    [
      tables.face,
      { pin: '7', fid: 0, size: 4, valid: 1, tmp: 'AAEC' },
      'DATA UPDATE FACE PIN=7\tFID=0\tValid=1\tSize=4\tTMP=AAEC',
    ],
    [
      tables.fvein,
      { pin: '7', fid: 0, index: 2, size: 4, valid: 1, tmp: 'AAEC' },
      'DATA UPDATE FVEIN Pin=7\tFID=0\tIndex=2\tValid=1\tSize=4\tTmp=AAEC',
    ],
    [
      tables.attBioData,
      {
        pin: '7',
        no: 0,
        index: 1,
        valid: 1,
        duress: 0,
        type: 8,
        majorVer: '12',
        minorVer: '0',
        format: 0,
        tmp: 'AAEC',
      },
      'DATA UPDATE BIODATA Pin=7\tNo=0\tIndex=1\tValid=1\tDuress=0\tType=8\tMajorVer=12\tMinorVer=0\tFormat=0\tTmp=AAEC',
    ],
    [tables.attUserPic, { pin: '7', size: 4, content: '/9j/' }, 'DATA UPDATE USERPIC PIN=7\tSize=4\tContent=/9j/'],
    [
      tables.attBioPhoto,
      { pin: '7', type: 9, size: 4, content: '/9j/', format: 0, url: '', postBackTmpFlag: 1 },
      'DATA UPDATE BIOPHOTO PIN=7\tType=9\tSize=4\tContent=/9j/\tFormat=0\tUrl=\tPostBackTmpFlag=1',
    ],
    [tables.workCode, { pin: '1', code: '12', name: 'Paint' }, 'DATA UPDATE WORKCODE PIN=1\tCODE=12\tNAME=Paint'],
    [
      tables.idCard,
      {
        pin: '7',
        snNum: '1',
        idNum: '2',
        dnNum: '3',
        name: 'A',
        gender: 1,
        nation: 1,
        birthday: '19900307',
        validInfo: '2020010120300101',
        address: '',
        additionalInfo: '',
        issuer: '',
        photo: '',
        fpTemplate1: '',
        fpTemplate2: '',
        reserve: '',
        notice: '',
      },
      'DATA UPDATE IDCARD PIN=7\tSNNum=1\tIDNum=2\tDNNum=3\tName=A\tGender=1\tNation=1\tBirthday=19900307\tValidInfo=2020010120300101\tAddress=\tAdditionalInfo=\tIssuer=\tPhoto=\tFPTemplate1=\tFPTemplate2=\tReserve=\tNotice=',
    ],
  ])('$name', (table, row, text) => {
    expect(att.updateRow(table, row, terminal)).toBe(text);
  });
});

it.each([
  [att.deleteWhere('USERINFO', { PIN: '7' }), 'DATA DELETE USERINFO PIN=7'],
  [att.deleteWhere('FINGERTMP', { PIN: '7', FID: 6 }), 'DATA DELETE FINGERTMP PIN=7\tFID=6'],
  [att.deleteWhere('BIODATA', { Pin: '7', Type: 8, No: 0 }), 'DATA DELETE BIODATA Pin=7\tType=8\tNo=0'],
  [att.deleteWhere('SMS', { UID: 1 }), 'DATA DELETE SMS UID=1'],
  [att.deleteWhere('WORKCODE', {}), 'DATA DELETE WORKCODE'],
  [att.queryWhere('USERINFO'), 'DATA QUERY USERINFO'],
  [att.queryWhere('FINGERTMP', { PIN: '7', FID: 6 }), 'DATA QUERY FINGERTMP PIN=7\tFID=6'],
  [att.queryWhere('BIODATA', { Type: 9, PIN: '7' }), 'DATA QUERY BIODATA Type=9\tPIN=7'],
  [
    att.queryTime('ATTLOG', '2024-03-01 00:00:00', '2024-03-31 23:59:59'),
    'DATA QUERY ATTLOG StartTime=2024-03-01 00:00:00\tEndTime=2024-03-31 23:59:59',
  ],
  [
    att.queryTime('ATTPHOTO', '2024-03-01 00:00:00', '2024-03-31 23:59:59'),
    'DATA QUERY ATTPHOTO StartTime=2024-03-01 00:00:00\tEndTime=2024-03-31 23:59:59',
  ],
  [
    att.verifySum('2024-03-01 00:00:00', '2024-03-31 23:59:59'),
    'VERIFY SUM ATTLOG StartTime=2024-03-01 00:00:00\tEndTime=2024-03-31 23:59:59',
  ],
  [att.check(), 'CHECK'],
  [att.info(), 'INFO'],
  [att.reboot(), 'REBOOT'],
  [att.unlock(), 'AC_UNLOCK'],
  [att.unalarm(), 'AC_UNALARM'],
  [att.clearData(), 'CLEAR DATA'],
  [att.setOption('LockOn', '5'), 'SET OPTION LockOn=5'],
  [att.getOption('VOLUME'), 'GET OPTION FROM VOLUME'],
  [att.enrollFinger('7', 6), 'ENROLL_FP PIN=7\tFID=6\tRETRY=3\tOVERWRITE=1'],
  [att.enrollCard('7'), 'ENROLL_MF PIN=7\tRETRY=3'],
  [att.enrollBio(9, '7'), 'ENROLL_BIO TYPE=9\tPIN=7\tCardNo=\tRETRY=3\tOVERWRITE=1'],
  [att.putFile('file/x', 'a.tgz'), 'PutFile file/x\ta.tgz'],
  [att.upgradeFirmware('d41d8c', 7, 'http://x/f'), 'UPGRADE type=1,checksum=d41d8c,size=7,url=http://x/f'],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});

it('a value cannot begin a command, and an option that a device only tells cannot be set', () => {
  expect(att.deleteWhere('USERINFO', { PIN: '7\nC:9:REBOOT' })).toBe('DATA DELETE USERINFO PIN=7 C:9:REBOOT');
  expect(() => att.setOption('~SerialNumber', '1')).toThrow('no option that can be set: "~SerialNumber"');
});

it.each(['REBOOT', 'CHECK', 'CLEAR LOG', 'RELOAD OPTIONS', 'ENROLL_FP PIN=7', 'PutFile a\tb', 'UPGRADE type=1'])(
  '%s ends its answer (10.2)',
  (text) => {
    expect(att.endsBatch(text)).toBe(true);
  },
);
it.each(['DATA UPDATE USERINFO PIN=7', 'INFO', 'AC_UNLOCK', 'CHECKED'])('%s does not', (text) => {
  expect(att.endsBatch(text)).toBe(false);
});

describe('cards (appendix A9)', () => {
  it.each([
    ['305419896', false, '305419896'],
    ['305419896', true, '[7856341200]'],
    ['', false, ''],
    ['', true, '[0000000000]'],
    ['0', true, '[0000000000]'],
    ['81985529216486895', false, '[efcdab8967452301]'],
  ])('%j, classic %s: %s', (card, classic, text) => {
    expect(cardText(card, classic)).toBe(text);
    expect(readCardText(text)).toBe(card === '0' ? '' : card);
  });

  it('is read in four bytes, too', () => {
    expect(readCardText('[78563412]')).toBe('305419896');
  });
});

describe('results (11)', () => {
  it('several in one body, whatever the echo', () => {
    expect(readResults('ID=41&Return=0&CMD=DATA\nID=42&Return=-1002&CMD=UNKNOWN CMD\n')).toEqual([
      { id: '41', returnCode: 0, command: 'DATA', extra: {} },
      { id: '42', returnCode: -1002, command: 'UNKNOWN CMD', extra: {} },
    ]);
    expect(readResults('')).toEqual([]);
  });

  it('INFO with its options behind it', () => {
    expect(readResults('ID=33&Return=0&CMD=INFO\n~DeviceName=DemoFace\nMAC=00:11:22:33:44:55\nUserCount=3\n')).toEqual([
      {
        id: '33',
        returnCode: 0,
        command: 'INFO',
        extra: { '~DeviceName': 'DemoFace', MAC: '00:11:22:33:44:55', UserCount: '3' },
      },
    ]);
  });

  it.each([
    ['ID=5&Return=0&CMD=VERIFY SUM&StartTime=2024-03-01 00:00:00&EndTime=2024-03-31 23:59:59&AttlogSum=17', 17],
    ['ID=5&Return=0&CMD=VERIFY SUM ATTLOG&AttlogCount=4', 4],
    ['ID=5&Return=-1&CMD=VERIFY SUM', null],
  ])('%s', (body, sum) => {
    expect(readResults(body).map(punchSum)).toEqual([sum]);
  });

  it('a file with its bytes', () => {
    const content = Buffer.from([0, 1, 10, 61, 255]);
    const head = 'ID=32\nSN=DEMO12345678\nFILENAME=options.cfg\nCMD=GetFile\nReturn=5\nContent=';
    expect(readFetched(Buffer.concat([Buffer.from(head), content]))).toEqual({
      id: '32',
      fileName: 'options.cfg',
      returnCode: 5,
      content,
    });
    expect(readFetched(Buffer.from('ID=32&Return=0&CMD=DATA\n'))).toBeNull();
    expect(readFetched(Buffer.from('ID=32\nReturn=0\nCMD=PutFile\n'))).toBeNull();
  });
});

describe('what an answer means (11.5)', () => {
  it.each([
    [0, 'DATA UPDATE USERINFO PIN=7', 'done'],
    [3, 'DATA QUERY USERINFO', 'done'],
    [-1, 'DATA QUERY ATTLOG StartTime=x', 'done'],
    [-1, 'DATA DELETE USERINFO PIN=7', 'gone'],
    [-1, 'DATA DEL_USER PIN=7', 'gone'],
    [-3, 'DATA DELETE FINGERTMP PIN=7', 'gone'],
    [-3, 'DATA DELETE USERINFO PIN=7', 'again'],
    [-3, 'DATA DEL_FP PIN=7', 'gone'],
    [-3, 'DATA DEL_USER PIN=7', 'again'],
    [-10, 'DATA UPDATE FINGERTMP PIN=7', 'person'],
    [-3, 'DATA UPDATE FINGERTMP PIN=7', 'content'],
    [-12, 'DATA UPDATE BIODATA Pin=7', 'content'],
    [-1, 'SET OPTION X=1', 'never'],
    [-1004, 'DATA UPDATE user Pin=7', 'never'],
    [-1001, 'DATA UPDATE USERINFO PIN=7', 'full'],
    [-1005, 'DATA UPDATE USERINFO PIN=7', 'again'],
    [null, 'CHECK', 'again'],
    [5, 'ENROLL_FP PIN=7', 'again'],
    [0, 'ENROLL_FP PIN=7', 'done'],
  ] as const)('%s to %s: %s', (code, command, outcome) => {
    expect(outcomeOf(code, command)).toBe(outcome);
  });

  it.each([
    [6, 'ENROLL_BIO TYPE=9', 'cancelled'],
    [6, 'DATA QUERY USERINFO', '6 of them'],
    [-1002, 'DATA DEL USERINFO', 'not supported'],
    [-77, 'INFO', 'code -77'],
  ])('%s to %s is said as "%s"', (code, command, text) => {
    expect(returnMeaning(code, command)).toBe(text);
  });
});
