import { expect, it } from 'vitest';
import { parseRecord, parseRecords } from '../../../../src/protocol/access-push/records.js';
import { type AnyRow, decodeRow, encodeRow } from '../../../../src/protocol/access-push/table.js';
import { type TableName, tables } from '../../../../src/protocol/access-push/tables/all.js';
import { everything } from './dialects.js';

/** The examples of 7 and 9. */
const samples: readonly (readonly [TableName, string, AnyRow])[] = [
  [
    'templatev10',
    'templatev10 size=1808\tuid=4\tpin=4\tfingerid=7\tvalid=1\ttemplate=TAlTUzIxAAAFSksECAUHCc7QAAAdS2kBAAAA\tresverd=\tendtag=',
    {
      size: 1808,
      uid: 4,
      pin: '4',
      fingerId: 7,
      valid: 1,
      template: 'TAlTUzIxAAAFSksECAUHCc7QAAAdS2kBAAAA',
      reserved: '',
      endTag: '',
    },
  ],
  [
    'biophoto',
    'biophoto pin=123\tfilename=123.jpg\ttype=9\tsize=95040\tcontent=AAAA',
    { pin: '123', fileName: '123.jpg', type: 9, size: 95040, content: 'AAAA' },
  ],
  [
    'biophoto',
    'biophoto pin=123\tfilename=123.jpg\ttype=8\tno=1\tindex=3\tsize=4\tcontent=AA A',
    { pin: '123', fileName: '123.jpg', type: 8, no: 1, index: 3, size: 4, content: 'AA+A' },
  ],
  [
    'attphoto',
    'pin=20181003143617-22.jpg\tsn=1809140006\tsize=22701\tphoto=/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcU',
    {
      pin: '20181003143617-22.jpg',
      sn: '1809140006',
      size: 22701,
      photo: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcU',
    },
  ],
  [
    'userpic',
    'userpic pin=1\tfilename=1.jpg\tsize=22320\tcontent=/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsS',
    { pin: '1', fileName: '1.jpg', size: 22320, content: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsS' },
  ],
  [
    'biodata',
    'biodata pin=1\tno=0\tindex=0\tvalid=1\tduress=0\ttype=8\tmajorver=5\tminorver=0\tformat=0\ttmp=apUBD+cAC44IAAEAAJfKWlBW',
    {
      pin: '1',
      no: 0,
      index: 0,
      valid: 1,
      duress: 0,
      type: 8,
      majorVer: '5',
      minorVer: '0',
      format: 0,
      tmp: 'apUBD+cAC44IAAEAAJfKWlBW',
    },
  ],
  [
    'errorlog',
    'errorlog errcode=D01E0001\terrmsg=\tdataorigin=cmd\tcmdid=123\tadditional=',
    { errCode: 'D01E0001', errMsg: '', dataOrigin: 'cmd', cmdId: '123', additional: '' },
  ],
  [
    'irstate',
    'irstate=1\tirsensecount=2\tincount=2\toutcount=2\talarmcount=1\truncount=1',
    { irState: 1, irSenseCount: 2, inCount: 2, outCount: 2, alarmCount: 1, runCount: 1 },
  ],
  [
    'linkphotoinfo',
    'LogIndex=1\tPhotoInfo=20240118145930-link-ch0.jpg\tLinkVideo=1-30-30\tPhotoData=AAAA',
    { logIndex: 1, photoInfo: '20240118145930-link-ch0.jpg', linkVideo: '1-30-30', photoData: 'AAAA' },
  ],
  [
    'deviceauthorize',
    'DeviceAuthorize SN=DDG7\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=MachineType=27\tRegisterInfo=',
    { sn: 'DDG7', online: true, isAuthorize: 0, authorizeInfo: 'MachineType=27', registerInfo: '' },
  ],
  [
    'transaction',
    'transaction cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003688\tindex=92\tsitecode=0\tdevid=1\tsn=3383154200002',
    {
      cardNo: '0',
      pin: '0',
      verified: '200',
      doorId: '1',
      eventType: '100',
      inOutState: '2',
      timeSecond: '548003688',
      index: '92',
      siteCode: '0',
      devId: '1',
      sn: '3383154200002',
    },
  ],
  [
    'rtlog',
    'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21\tAlarmtype=200',
    {
      time: '2017-01-10 11:49:32',
      pin: '0',
      cardNo: '0',
      eventAddr: '1',
      event: '27',
      inOutStatus: '1',
      verifyType: '0',
      index: '21',
      alarmType: '200',
    },
  ],
  [
    'rtstate',
    'time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000',
    { time: '2017-01-10 15:42:40', sensor: '00', relay: '00', alarm: '0200000000000000' },
  ],
  [
    'testdata',
    'type=wg\tbitscount=26\tbits=10000000000000000000000001\tsn=3383154200002',
    { type: 'wg', bitsCount: 26, bits: '10000000000000000000000001', sn: '3383154200002' },
  ],
  [
    'aplist',
    'APList ecn=1\tssid=Gate\trssi=-40\tmac=00:17:61:11:ad:4f',
    { ecn: '1', ssid: 'Gate', rssi: '-40', mac: '00:17:61:11:ad:4f' },
  ],
  ['enrollinfodata', 'TYPE=0\tPIN=1\tTMP=075BCD15', { type: 0, pin: '1', tmp: '075BCD15' }],
  [
    'enrollbiodata',
    'TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=1\tTMP=AAAA\tBIOPHOTO=/9j/',
    {
      type: 9,
      pin: '1',
      no: 0,
      index: 0,
      majorVer: '58',
      minorVer: '1',
      tmp: 'AAAA',
      bioPhoto: '/9j/',
    },
  ],
  [
    'authtype',
    'time=2017-01-10 11:49:32\tpin=1\tcardno=0\taddrtype=2\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=4',
    {
      time: '2017-01-10 11:49:32',
      pin: '1',
      cardNo: '0',
      addrType: '2',
      eventAddr: '1',
      event: '223',
      inOutStatus: '0',
      verifyType: '4',
    },
  ],
];

it.each(samples)('reads %s: %s', (name, line, row) => {
  expect(decodeRow(tables[name], parseRecord(line), everything)).toEqual(row);
});

it.each([
  [
    'with underscores',
    'SN_Num=1\tID_Num=2\tDN_Num=3\tValid_Info=4\tAdditional_Info=5\tFP_Template1=AA\tFP_Template2=BB',
  ],
  ['without', 'SNNum=1\tIDNum=2\tDNNum=3\tValidInfo=4\tAdditionalInfo=5\tFPTemplate1=AA\tFPTemplate2=BB'],
  ['mixed, small', 'sn_num=1\tidnum=2\tdnnum=3\tvalidinfo=4\taddress_info=5\tfptemplate1=AA\tfp_template2=BB'],
])('reads an identity card %s', (_, line) => {
  expect(decodeRow(tables.identitycard, parseRecord(`identitycard pin=1\t${line}`))).toEqual({
    pin: '1',
    snNum: '1',
    idNum: '2',
    dnNum: '3',
    validInfo: '4',
    additionalInfo: '5',
    fpTemplate1: 'AA',
    fpTemplate2: 'BB',
  });
});

it('takes the first spelling where a row has two', () => {
  expect(decodeRow(tables.identitycard, parseRecord('IDNum=2\tID_Num=1'))).toEqual({ idNum: '1' });
});

it('never sends down what only devices send', () => {
  const row = { uid: 7, pin: '1', verify: 3 };
  expect(encodeRow(tables.user, row, everything)).toBe('Pin=1');
  expect(encodeRow(tables.templatev10, { ...row, size: 4, endTag: 'x' }, everything)).toBe('Pin=1');
});

it('reads several templates of one enrolment', () => {
  const body = 'TYPE=1\tPIN=1\tNO=6\tINDEX=0\tTMP=AA==\r\nTYPE=1\tPIN=1\tNO=6\tINDEX=1\tTMP=AB==\r\n';
  expect(parseRecords(body).map((rec) => decodeRow(tables.enrollbiodata, rec))).toEqual([
    { type: 1, pin: '1', no: 6, index: 0, tmp: 'AA==' },
    { type: 1, pin: '1', no: 6, index: 1, tmp: 'AB==' },
  ]);
});
