import { describe, expect, it } from 'vitest';
import { decodeBase64, repairBase64 } from '../../../../src/protocol/access-push/base64.js';
import { readAccessPoints } from '../../../../src/protocol/access-push/uploads/access-point.js';
import { readEnrolledBio, readEnrolledInfo } from '../../../../src/protocol/access-push/uploads/enrolment.js';
import { readIrStates } from '../../../../src/protocol/access-push/uploads/ir-state.js';
import { readLinkPhotos } from '../../../../src/protocol/access-push/uploads/link-photo.js';
import { readQueryParameters } from '../../../../src/protocol/access-push/uploads/query-parameters.js';
import { readSnapshotName } from '../../../../src/protocol/access-push/uploads/snapshot-name.js';
import { readSubDevices } from '../../../../src/protocol/access-push/uploads/sub-device.js';
import { readWiegandTests } from '../../../../src/protocol/access-push/uploads/wiegand-test.js';

describe('irstate', () => {
  const printed = { state: 1, sensors: 2, in: 2, out: 2, alarms: 1, runs: 1 };

  it('reads the printed example (7.14), by HT and by blanks', () => {
    const row = 'irstate=1\tirsensecount=2\tincount=2\toutcount=2\talarmcount=1\truncount=1\r\n';
    expect(readIrStates(row)).toEqual([printed]);
    expect(readIrStates(row.replaceAll('\t', ' '))).toEqual([printed]);
  });

  it('says null where the device says nothing, and leaves out what is none', () => {
    const nothing = { state: null, sensors: null, in: null, out: null, alarms: null, runs: null };
    expect(readIrStates('incount=3\toutcount=-1\talarmcount=99999999999\n\nx=1\n')).toEqual([{ ...nothing, in: 3 }]);
  });
});

describe('linkphotoinfo', () => {
  it('reads the printed example (7.15), by HT and by blanks', () => {
    const row = 'LogIndex=1\tPhotoInfo=20240118145930-link-ch0.jpg\tLinkVideo=1-30-30\tPhotoData=AAAA\r\n';
    const photo = {
      logIndex: 1,
      names: ['20240118145930-link-ch0.jpg'],
      photos: ['AAAA'],
      video: { channel: 1, before: 30, after: 30 },
    };
    expect(readLinkPhotos(row)).toEqual([photo]);
    expect(readLinkPhotos(row.replaceAll('\t', ' '))).toEqual([photo]);
  });

  it('reads several pictures, none, and blanks that were plus signs', () => {
    expect(
      readLinkPhotos(
        'logindex=7\tPhotoInfo="a.jpg,b.jpg"\tLinkVideo=\tPhotoData=AA+A\tPhotoData=BB B\nLogIndex=8\tLinkVideo=2 5 6\nPhotoData=AAAA',
      ),
    ).toEqual([
      { logIndex: 7, names: ['a.jpg', 'b.jpg'], photos: ['AA+A', 'BB+B'], video: null },
      { logIndex: 8, names: [], photos: [], video: { channel: 2, before: 5, after: 6 } },
    ]);
  });
});

it('testdata: what a reader reads while the Wiegand test is on (9.4)', () => {
  expect(readWiegandTests('type=wg\tbitscount=26\tbits=01010101010101010101010101\tsn=3383154200002\r\n')).toEqual([
    { type: 'wg', bitCount: 26, bits: '01010101010101010101010101', sn: '3383154200002' },
  ]);
  expect(readWiegandTests('type=wg\tbitscount=0\tbits=\n')).toEqual([]);
});

describe('enrolment', () => {
  it('a card (9.6.1)', () => {
    expect(readEnrolledInfo('TYPE=0\tPIN=1\tTMP=123456789')).toEqual([{ type: 0, pin: '1', data: '123456789' }]);
    expect(readEnrolledInfo('PIN=A1\tTMP=15CD5B07\r\nPIN=2\tTMP=\r\nTMP=3')).toEqual([
      { type: 0, pin: 'A1', data: '15CD5B07' },
    ]);
  });

  it('the printed face, with its photo on the next line (9.6.2)', () => {
    expect(
      readEnrolledBio('TYPE=9 PIN=1 NO=0 INDEX=0 MAJOR_VER=58 MINOR_VER=1 TMP=XXXXXXXXXXXXXX\nBIOPHOTO=YYYYYYYY\r\n'),
    ).toEqual([
      {
        type: 9,
        pin: '1',
        no: 0,
        index: 0,
        majorVer: '58',
        minorVer: '1',
        template: 'XXXXXXXXXXXXXX==',
        photo: 'YYYYYYYY',
      },
    ]);
  });

  it('several templates, CRLF between them, without a photo', () => {
    const palm = (index: number) =>
      `TYPE=8\tPIN=5\tNO=1\tINDEX=${index}\tMAJOR_VER=12\tMINOR_VER=0\tTMP=AA${index} CCCC`;
    const read = readEnrolledBio([0, 1, 2].map(palm).join('\r\n'));
    expect(read.map(({ index, no, majorVer, template, photo }) => [index, no, majorVer, template, photo])).toEqual([
      [0, 1, '12', 'AA0+CCCC', ''],
      [1, 1, '12', 'AA1+CCCC', ''],
      [2, 1, '12', 'AA2+CCCC', ''],
    ]);
  });

  it('leaves out what has no pin, no type or no template', () => {
    expect(readEnrolledBio('TYPE=9\tTMP=AAAA\nPIN=1\tTMP=AAAA\nTYPE=9\tPIN=1\nBIOPHOTO=AAAA')).toEqual([]);
  });
});

describe('DeviceAuthorize', () => {
  const info = { DeviceType: 'acc', FirmVer: '5.7' };

  it('reads the table with and without the blank behind its name (4.6)', () => {
    const row = 'SN=CKJF1\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=DeviceType=acc,FirmVer=5.7\tRegisterInfo=';
    const device = { sn: 'CKJF1', online: true, step: 0, info, registration: {} };
    expect(readSubDevices(`DeviceAuthorize ${row}\r\n`)).toEqual([device]);
    expect(readSubDevices(`DeviceAuthorize${row}`)).toEqual([device]);
    expect(readSubDevices(row)).toEqual([device]);
  });

  it('reads its registration, and leaves out what has no serial number', () => {
    expect(
      readSubDevices(
        'SN=A\tOnline=0\tIsAuthorize=2\tAuthorizeInfo=\tRegisterInfo=DeviceType=acc,FirmVer=5.7\nSN=a b\nOnline=1\nSN=B\tIsAuthorize=7',
      ),
    ).toEqual([
      { sn: 'A', online: false, step: 2, info: {}, registration: info },
      { sn: 'B', online: false, step: null, info: {}, registration: {} },
    ]);
  });
});

it('APList: networks in sight (9.1.4)', () => {
  expect(
    readAccessPoints('APList ecn=1\tssid=Lobby 2\trssi=-40\tmac=00:17:61:11:ad:4f\nAPList ecn=0\tssid=\trssi=\tmac='),
  ).toEqual([{ ssid: 'Lobby 2', rssi: '-40', mac: '00:17:61:11:ad:4f', ecn: '1' }]);
});

describe('querydata', () => {
  const of = (search: string) =>
    readQueryParameters(
      new Map(
        search
          .split('&')
          .map((part) => part.split('='))
          .map(([name = '', value = '']) => [name, value] as const)
          .reverse(),
      ),
    );

  it.each([
    [
      'type=tabledata&cmdid=99&tablename=biophoto&count=1&packcnt=2&packidx=2',
      {
        type: 'tabledata',
        commandId: 99,
        tableGiven: 'biophoto',
        table: 'biophoto',
        count: 1,
        packet: 2,
        packets: 2,
        format: 0,
      },
    ],
    [
      'type=vmtable&cmdid=415&tablename=[APList]&count=3&packcnt=1&packidx=1',
      {
        type: 'vmtable',
        commandId: 415,
        tableGiven: '[APList]',
        table: 'aplist',
        count: 3,
        packet: 1,
        packets: 1,
        format: 0,
      },
    ],
    [
      'type=tabledata&cmdid=291&tablename=transaction&count=41&datafmt=3&stamp=9999',
      {
        type: 'tabledata',
        commandId: 291,
        tableGiven: 'transaction',
        table: 'transaction',
        count: 41,
        packet: 1,
        packets: 1,
        format: 3,
      },
    ],
    [
      'type=tabledata&type=tabledata&cmdid=1&tablename=user&count=0&packcnt=0',
      {
        type: 'tabledata',
        commandId: 1,
        tableGiven: 'user',
        table: 'user',
        count: 0,
        packet: 1,
        packets: 1,
        format: 0,
      },
    ],
    [
      'cmdid=x&packcnt=99999999999&packidx=-1',
      { type: '', commandId: 0, tableGiven: '', table: '', count: null, packet: 1, packets: 1, format: 0 },
    ],
  ])('%s', (search, parameters) => {
    expect(of(search)).toEqual(parameters);
  });
});

it.each([
  ['20181003143617-22.jpg', { time: '2018-10-03 14:36:17', pin: '22' }],
  ['20181003143617.jpg', { time: '2018-10-03 14:36:17', pin: '' }],
  ['20181003143617-0.jpg', { time: '2018-10-03 14:36:17', pin: '' }],
  ['20181003143617_A7', { time: '2018-10-03 14:36:17', pin: 'A7' }],
  ['20180230143617-22.jpg', null],
  ['22.jpg', null],
  ['../20181003143617-22.jpg', null],
])('the name of a picture: %s', (name, read) => {
  expect(readSnapshotName(name)).toEqual(read);
});

describe('base64', () => {
  it.each([
    ['AA B', 'AA+B'],
    ['/9j/4AA', '/9j/4AA='],
    ['/9j%2F4A%3D%3D', '/9j/4A=='],
    [' /9j/\r\n4A==\0', '/9j/4A=='],
    ['AB%CD', 'ABCD'],
    ['', ''],
  ])('%j was %s', (text, repaired) => {
    expect(repairBase64(text)).toBe(repaired);
  });

  it('is bytes or nothing', () => {
    expect([...(decodeBase64('/9j/4AA') ?? [])]).toEqual([0xff, 0xd8, 0xff, 0xe0, 0x00]);
    for (const text of ['', 'AA=A', 'ä', '<html>']) expect(decodeBase64(text)).toBeNull();
  });
});
