import { describe, expect, it } from 'vitest';
import { readInfo } from '../../../src/protocol/attendance-push/info.js';
import { operationNames, readOperation } from '../../../src/protocol/attendance-push/operations.js';
import { readPunchPhoto } from '../../../src/protocol/attendance-push/photo.js';
import { lineCount, readLines } from '../../../src/protocol/attendance-push/rows.js';
import { decodeRow } from '../../../src/protocol/access-push/table.js';

const decoded = (body: string, table: string) =>
  readLines(body, table).map((line) =>
    line.kind === 'row' ? [line.table.name, decodeRow(line.table, line.rec)] : [line.kind, line.text],
  );

describe('rows of OPERLOG (9.3 to 9.10)', () => {
  it('each by its tag, in one body', () => {
    const body = [
      'OPLOG 4\t0\t2024-03-05 07:59:10\t0\t0\t0\t0',
      'USER PIN=1007\tName=Ada Byron\tPri=14\tPasswd=12\tCard=[78563412]\tGrp=1\tTZ=0000000100000000\tVerify=-1\tViceCard=\tStartDatetime=0\tEndDatetime=0',
      'FP PIN=1007\tFID=6\tSize=8\tValid=1\tTMP=b2NvAA==',
      'FACE PIN=1007\tFID=0\tSIZE=4\tVALID=1\tTMP=AAEC',
      'FVEIN Pin=1007\tFID=2\tIndex=1\tSize=4\tValid=1\tTmp=AAEC',
      'BIODATA Pin=1007\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=9\tMajorVer=58\tMinorVer=10\tFormat=0\tTmp=AAEC+w==',
      'BIOPHOTO PIN=1007\tFileName=1007.jpg\tType=0\tSize=4\tContent=/9j/',
      'USERPIC PIN=1007\tFileName=1007.jpg\tSize=4\tContent=/9j/',
    ].join('\n');
    expect(decoded(`${body}\n`, 'OPERLOG')).toEqual([
      ['operation', 'OPLOG 4\t0\t2024-03-05 07:59:10\t0\t0\t0\t0'],
      [
        'USERINFO',
        {
          pin: '1007',
          name: 'Ada Byron',
          privilege: 14,
          password: '12',
          card: '[78563412]',
          group: 1,
          timeZones: '0000000100000000',
          verify: -1,
          viceCard: '',
          startDatetime: '0',
          endDatetime: '0',
        },
      ],
      ['FINGERTMP', { pin: '1007', fid: 6, size: 8, valid: 1, tmp: 'b2NvAA==' }],
      ['FACE', { pin: '1007', fid: 0, size: 4, valid: 1, tmp: 'AAEC' }],
      ['FVEIN', { pin: '1007', fid: 2, index: 1, size: 4, valid: 1, tmp: 'AAEC' }],
      [
        'BIODATA',
        {
          pin: '1007',
          no: 0,
          index: 0,
          valid: 1,
          duress: 0,
          type: 9,
          majorVer: '58',
          minorVer: '10',
          format: 0,
          tmp: 'AAEC+w==',
        },
      ],
      ['BIOPHOTO', { pin: '1007', fileName: '1007.jpg', type: 0, size: 4, content: '/9j/' }],
      ['USERPIC', { pin: '1007', fileName: '1007.jpg', size: 4, content: '/9j/' }],
    ]);
    expect(lineCount(body)).toBe(8);
  });

  it('answers to a query come without a tag, under the name of their table (9.0)', () => {
    expect(decoded('PIN=1\tName=A\r\nPIN=2\tName=B\r\n', 'USERINFO')).toEqual([
      ['USERINFO', { pin: '1', name: 'A' }],
      ['USERINFO', { pin: '2', name: 'B' }],
    ]);
  });

  it('a picture that goes on in the next line is one (2.5)', () => {
    expect(decoded('USERPIC PIN=1\tFileName=1.jpg\tSize=8\tContent=/9j/\n4AAQ\nUSER PIN=2\tName=B', 'OPERLOG')).toEqual(
      [
        ['USERPIC', { pin: '1', fileName: '1.jpg', size: 8, content: '/9j/4AAQ' }],
        ['USERINFO', { pin: '2', name: 'B' }],
      ],
    );
  });

  it('what is nothing of it is said to be so, and counts', () => {
    expect(decoded('nonsense\n', 'OPERLOG')).toEqual([['unreadable', 'nonsense']]);
    expect(lineCount('nonsense\n\r\n')).toBe(1);
  });

  it('work codes, identity cards and errors (9.11, 9.12, 9.14)', () => {
    expect(decoded('WORKCODE Code=12\tName=Paint', 'WORKCODE')).toEqual([['WORKCODE', { code: '12', name: 'Paint' }]]);
    expect(decoded('IDCARD PIN=0\tSNNum=1\tIDNum=110101199003070012\tGender=2\tNation=1', 'IDCARD')).toEqual([
      ['IDCARD', { pin: '0', snNum: '1', idNum: '110101199003070012', gender: 2, nation: 1 }],
    ]);
    expect(
      decoded('ERRORLOG ErrCode=D01E0001\tErrMsg=no face\tDataOrigin=cmd\tCmdId=123\tAdditional=e30=', 'ERRORLOG'),
    ).toEqual([
      ['ERRORLOG', { errCode: 'D01E0001', errMsg: 'no face', dataOrigin: 'cmd', cmdId: '123', additional: 'e30=' }],
    ]);
  });
});

describe('the operation log (9.3)', () => {
  it.each([
    [
      'OPLOG 5\t14\t2024-03-05 07:59:50\tDHCP\t0\t0\t0',
      { code: 5, operator: '14', time: '2024-03-05 07:59:50', objects: ['DHCP', '0', '0', '0'] },
    ],
    // Some firmware writes a tab behind the tag.
    [
      'OPLOG\t103\t0\t2024-03-05 07:59:50\t7',
      { code: 103, operator: '0', time: '2024-03-05 07:59:50', objects: ['7'] },
    ],
    ['OPLOG x\t0\t2024-03-05 07:59:50', null],
    ['OPLOG 4\t0\tsoon', null],
    ['USER PIN=1', null],
  ])('%j', (line, expected) => {
    expect(readOperation(line)).toEqual(expected);
  });

  it('has words for the codes of appendix A6', () => {
    expect(operationNames.size).toBe(92);
    expect([operationNames.get(0), operationNames.get(30), operationNames.get(126), operationNames.get(44)]).toEqual([
      'Power on',
      'User enrolled',
      'Palm deleted',
      undefined,
    ]);
  });
});

describe('a punch photo (9.2)', () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x0a, 0x3d]);
  const header = (name: string, cmd: string) => Buffer.from(`PIN=${name}\nSN=DEMO12345678\nsize=7\nCMD=${cmd}`);

  it('stands behind the first NUL', () => {
    const body = Buffer.concat([header('20240305080122-10-07.jpg', 'uploadphoto'), Buffer.from([0]), picture]);
    expect(readPunchPhoto(body)).toEqual({
      fileName: '20240305080122-10-07.jpg',
      time: '2024-03-05 08:01:22',
      pin: '10-07',
      isLive: false,
      picture,
    });
  });

  it('of nobody, as it happened', () => {
    const body = Buffer.concat([header('20240305080122.jpg', 'realupload'), Buffer.from([0]), picture]);
    expect(readPunchPhoto(body)).toMatchObject({ pin: '', time: '2024-03-05 08:01:22', isLive: true });
  });

  it('in base64, with a NUL before it or without', () => {
    const text = picture.toString('base64');
    for (const mark of ['\0', '\n']) {
      const body = Buffer.concat([header('20240305080122-7.jpg', 'uploadphoto'), Buffer.from(mark + text)]);
      expect(readPunchPhoto(body)?.picture).toEqual(picture);
    }
  });

  it('without a NUL before it, though it has some inside', () => {
    const jfif = Buffer.from('ffd8ffe000104a46494600010100ffd9', 'hex');
    for (const mark of ['', '\n', '\0']) {
      const body = Buffer.concat([header('20240305080122-7.jpg', 'uploadphoto'), Buffer.from(mark), jfif]);
      expect(readPunchPhoto(body)?.picture).toEqual(jfif);
    }
  });

  it('of old firmware, which names it in the address', () => {
    expect(readPunchPhoto(picture, '20240305080122-7.jpg')).toMatchObject({ pin: '7', picture });
  });

  it('is none without a name or without a picture', () => {
    expect(readPunchPhoto(Buffer.from('CMD=uploadphoto\0'), 'x.jpg')).toBeNull();
    expect(readPunchPhoto(Buffer.alloc(0), 'x.jpg')).toBeNull();
    expect(readPunchPhoto(picture)).toBeNull();
  });
});

describe('INFO of a poll (7)', () => {
  const none = { cards: null, userPhotos: null, punchPhotos: null };
  it.each([
    [
      'Ver 8.0.4.9-20200101,12,20,3456,10.0.0.21,10,7,12,5,111',
      {
        firmware: 'Ver 8.0.4.9-20200101',
        users: 12,
        fingers: 20,
        records: 3456,
        address: '10.0.0.21',
        fingerVersion: '10',
        faceVersion: '7',
        faceParts: 12,
        faces: 5,
        functions: '111',
        ...none,
      },
    ],
    [
      'DEMO-NF-1.0,1,0,0,10.0.0.21,10,58,-12,0,11110,3,4,5',
      {
        firmware: 'DEMO-NF-1.0',
        users: 1,
        fingers: 0,
        records: 0,
        address: '10.0.0.21',
        fingerVersion: '10',
        faceVersion: '58',
        faceParts: -12,
        faces: 0,
        functions: '11110',
        cards: 3,
        userPhotos: 4,
        punchPhotos: 5,
      },
    ],
    [
      'Ver 6.60 Aug 19 2014,3,4,5',
      {
        firmware: 'Ver 6.60 Aug 19 2014',
        users: 3,
        fingers: 4,
        records: 5,
        address: '',
        fingerVersion: '',
        faceVersion: '',
        faceParts: null,
        faces: null,
        functions: '',
        ...none,
      },
    ],
  ])('%s', (value, expected) => {
    expect(readInfo(value)).toEqual(expected);
  });

  it('never throws', () => {
    for (const value of ['', ',', ',,,,,,,,,,,,,,', 'x,y,z']) expect(readInfo(value).users).toBeNull();
  });
});
