import { describe, expect, it } from 'vitest';
import { agreedVersion, comparePushVersions, optionBlock } from '../../../src/protocol/attendance-push/handshake.js';
import { timeZoneOffset, timeZoneValue } from '../../../src/protocol/attendance-push/zone.js';

const stamps = { attlog: '0', operlog: 'None', attphoto: '9999', biodata: '7', idcard: '8', errorlog: '9' };
const config = {
  sn: 'DEMO12345678',
  pushVersion: '2.4.1',
  stamps,
  delay: 8,
  errorDelay: 45,
  transTimes: '00:05;12:35',
  transInterval: 2,
  timeZone: '1',
  multiBioData: '0:1:1:0:0:0:0:1:1:1',
  multiBioPhoto: '0:0:0:0:0:0:0:0:0:1',
  transfers: true,
};

describe('the answer to the first contact (4.2)', () => {
  it('of a device that speaks 2.4.1', () => {
    expect(optionBlock(config)).toBe(
      'GET OPTION FROM: DEMO12345678\n' +
        'Stamp=0\nOpStamp=None\nPhotoStamp=9999\n' +
        'ATTLOGStamp=0\nOPERLOGStamp=None\nATTPHOTOStamp=9999\nBIODATAStamp=7\nIDCARDStamp=8\nERRORLOGStamp=9\n' +
        'ErrorDelay=45\nDelay=8\nTransTimes=00:05;12:35\nTransInterval=2\n' +
        'TransFlag=TransData AttLog\tOpLog\tAttPhoto\tEnrollUser\tChgUser\tEnrollFP\tChgFP\tFACE\tUserPic\tFVEIN\tBioPhoto\tWORKCODE\n' +
        'TimeZone=1\nRealtime=1\nEncrypt=0\nServerVer=2.4.1\nPushProtVer=2.4.1\nPushOptionsFlag=1\n' +
        'PushOptions=FingerFunOn,FaceFunOn,FPVersion,FaceVersion,FvFunOn,FvVersion,PvFunOn,PvVersion,BioPhotoFun,' +
        'BioDataFun,VisilightFun,MultiBioDataSupport,MultiBioPhotoSupport,MultiBioVersion,MaxMultiBioDataCount,' +
        'MaxMultiBioPhotoCount,UserCount,FPCount,FaceCount,FvCount,PvCount,TransactionCount,~MaxUserCount,' +
        '~MaxAttLogCount,~MaxFingerCount,~MaxFaceCount,PhotoFunOn,~LockFunOn,CardProtFormat,~Platform,~DeviceName,' +
        'FWVersion,PushVersion,Language,IPAddress\n' +
        'MultiBioDataSupport=0:1:1:0:0:0:0:1:1:1\nMultiBioPhotoSupport=0:0:0:0:0:0:0:0:0:1\n' +
        'SupportPing=1\nMaxPostSize=1048576\n',
    );
  });

  it('of an antique, which knows the short names only', () => {
    expect(optionBlock({ ...config, pushVersion: null })).toBe(
      'GET OPTION FROM: DEMO12345678\n' +
        'Stamp=0\nOpStamp=None\nPhotoStamp=9999\n' +
        'ErrorDelay=45\nDelay=8\nTransTimes=00:05;12:35\nTransInterval=2\n' +
        'TransFlag=TransData AttLog\tOpLog\tAttPhoto\tEnrollUser\tChgUser\tEnrollFP\tChgFP\tFACE\tUserPic\tFVEIN\tBioPhoto\tWORKCODE\n' +
        'TimeZone=1\nRealtime=1\nEncrypt=0\nServerVer=2.4.1\n',
    );
  });

  it('of one that waits for its approval: it keeps what it has', () => {
    const block = optionBlock({ ...config, pushVersion: '1.0', transfers: false, delay: 60 });
    expect(block).toContain('\nDelay=60\n');
    expect(block).toContain('\nTransFlag=TransData\n');
    expect(block).toContain('\nRealtime=0\n');
  });
});

it.each([
  [null, '2.2.14'],
  ['', '2.2.14'],
  ['2.2.14', '2.2.14'],
  ['2.4.0', '2.4.0'],
  ['2.0.33S', '2.0.33'],
  ['2.4.1', '2.4.1'],
  ['2.10.0', '2.4.1'],
  ['3.1.2', '2.4.1'],
])('version %j is spoken as %s (4.9)', (announced, agreed) => {
  expect(agreedVersion(announced)).toBe(agreed);
});

it('versions are compared by their numbers', () => {
  expect(['2.10.0', '2.2.14', '2.4', '2.4.0', '1.9'].sort(comparePushVersions)).toEqual([
    '1.9',
    '2.2.14',
    '2.4',
    '2.4.0',
    '2.10.0',
  ]);
});

describe('TimeZone (14)', () => {
  const winter = new Date('2024-01-15T12:00:00Z');
  it.each([
    ['Europe/Madrid', '1', '+01:00'],
    ['UTC', '0', '+00:00'],
    ['America/New_York', '-5', '-05:00'],
    ['Asia/Kolkata', '330', '+05:30'],
    ['Asia/Kathmandu', '345', '+05:45'],
    ['America/St_Johns', '-210', '-03:30'],
    ['Pacific/Auckland', '780', '+13:00'],
    ['Pacific/Kiritimati', '840', '+14:00'],
  ])('of %s is %s, and %s on the US line', (zone, value, offset) => {
    expect([timeZoneValue(winter, zone), timeZoneOffset(winter, zone)]).toEqual([value, offset]);
  });

  it('follows the season', () => {
    expect(timeZoneValue(new Date('2024-07-15T12:00:00Z'), 'Europe/Madrid')).toBe('2');
  });
});
