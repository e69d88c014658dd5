import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../support/app.js';
import { approved, printedRegistration, registryCode, send, sendBytes } from '../../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  for (const sn of [
    '3383154200002',
    'AJI6181160001',
    '0316144680030',
    '1809140006',
    '5165181600015',
    '123456789',
    'ODG7030067031100001',
  ]) {
    await approved(app, sn);
  }
});

afterAll(() => app.stop());

/** Headers as the manual prints them, without those that say whose they are. */
const headers = {
  'User-Agent': 'iClock Proxy/1.09',
  Connection: 'starting',
  Accept: 'application/push',
  'Accept-Charset': 'UTF-8',
  'Accept-Language': 'zh-CN',
  'Content-Type': 'application/push;charset=UTF-8',
  'Content-Language': 'zh-CN',
};

const key =
  'DMCtR13RwiGI4M9TRn/3xEmkddz2lqoZR7zUrOMhOc3FLvhLtpIWs3REOSaKT4A9WO0ONt3V+mVb0W3Ka3NeCTWLjf9LplV1EyJIoZwXspGroPMTEWitLE';
const factors =
  'D/VtnItwfRAbVfyAJku6jKdobqCUIz2eTJ0yXIwI8ZMi5wSylQePPhVDGQvrppcssZ/zgX6qAWSKUXVlGRXNQ6kBk7+Kc6SaI090cvvMeLHCc1h69TIs';
const jpeg =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8';
const parameters =
  '~DeviceName=ProBio,MAC=00:17:61:11:ad:4f,TransactionCount=23,~MaxAttLogCount=10,UserCount=7,~MaxUserCount=100,' +
  'PhotoFunOn=1,~MaxUserPhotoCount=3000,FingerFunOn=1,FPVersion=10,~MaxFingerCount=40,FPCount=4,FaceFunOn=1,' +
  'FaceVersion=7,~MaxFaceCount=2000,FaceCount=3,FvFunOn=0,FvVersion=3,~MaxFvCount=10,FvCount=0,PvFunOn=0,PvVersion=5,' +
  '~MaxPvCount=,PvCount=0,Language=69,IPAddress=192.168.52.71,~Platform=ZMM220_TFT,~OEMVendor=ZKTeco Inc. ,' +
  'FWVersion=Ver 8.0.4.1-20180102,PushVersion=Ver 2.0.34-20180822';
const finger = (size: number, pin: number, template: string) =>
  `templatev10 size=${size}\tuid=${pin - 1}\tpin=${pin}\tfingerid=6\tvalid=1\ttemplate=${template}\tresverd=\tendtag=`;

type Example = readonly [section: string, request: string, body: string, status: number, answer: string];

const table = (sn: string, name: string, count = 1) =>
  `POST /iclock/cdata?SN=${sn}&table=tabledata&tablename=${name}&count=${count}`;

/** Each request that the manual prints, and its answer. */
const examples: readonly Example[] = [
  ['4.1', 'GET /iclock/cdata?SN=3383154200002&pushver=3.0.1&options=all', '', 200, 'OK'],
  // Vendor encryption is refused. A success is never pretended.
  ['4.2', 'POST /iclock/exchange?SN=ODG7030067031100001&type=publickey', `PublicKey=${key}`, 404, ''],
  ['4.3', 'POST /iclock/exchange?SN=ODG7030067031100001&type=factors', `Factors=${factors}`, 404, ''],
  ['4.6', 'POST /iclock/cdata?SN=AJI6181160001&table=options', parameters, 200, 'OK'],
  [
    '4.6 authorization',
    'POST /iclock/cdata?SN=123456789&type=registry&table=tabledata&tablename=DeviceAuthorize&count=1',
    'DeviceAuthorizeSN=DDG7050067042500079\tOnline=1\tIsAuthorize=0\tAuthorizeInfo=DeviceType=acc\tRegisterInfo=',
    200,
    'DeviceAuthorize=1',
  ],
  ['6', 'GET /iclock/ping?SN=3383154200002', '', 200, 'OK'],
  [
    '7.2',
    'POST /iclock/cdata?SN=3383154200002&table=rtlog',
    'time=2017-01-10 11:49:32\tpin=0\tcardno=0\teventaddr=1\tevent=27\tinoutstatus=1\tverifytype=0\tindex=21',
    200,
    'OK',
  ],
  [
    '7.3',
    'POST /iclock/cdata?SN=3383154200002&table=rtstate',
    'time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000',
    200,
    'OK',
  ],
  ['7.4', 'POST /iclock/devicecmd?SN=3383154200002', 'ID=1&Return=0&CMD=DATA UPDATE', 200, 'OK'],
  [
    '7.5',
    table('3383154200002', 'user'),
    'user uid=5\tcardno=\tpin=4\tpassword=\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0',
    200,
    'user=1',
  ],
  [
    '7.6',
    table('3383154200002', 'identitycard'),
    'identitycard pin=1\tSN_Num=26121292460088826975\tIDNum=210102199212182xxxx\tDNNum=\tName=Zhangsan\tGender=1\t' +
      'Nation=1\tBirthday=19911218\tValidInfo=2013091220230912\tAddress=xxxxx, Tangxia Town, Dongguan, Guangdong\t' +
      'AdditionalInfo=\tIssuer=xxx Public Security Bureau\tPhoto=V0xmAH4AMgAA/apmyEd8\t' +
      'PhotoJPG=Y0tKqWNPzyEd8Pn0EhRsgAAjeWPxiUzLaPU1w=\t' +
      'FPTemplate1=QwGIEgELUQAAAAAAAAAAAAAAACgBmnIcAf///////0wZqfwuJK78PzJg/lw\t' +
      'FPTemplate2=QwGIEgEQUAAAAAAAAAAAAAAAADIBmkbyAP///////3UYCPxXQs38qEVW/rpLovwyUBv8WV8\tReserve=\tNotice=',
    200,
    'identitycard=1',
  ],
  [
    '7.7',
    table('3383154200002', 'templatev10', 2),
    `${finger(1024, 3, 'Si9TUzIxAAADbG8ECAUHCc7QAAAbbWkBAAAAg5Eac2wN')}\n${finger(1928, 4, 'TOVTUzIxAAAFpqkECAUHCc7QAAAdp2kBAAAAhUs1zKYX')}`,
    200,
    'templatev10=2',
  ],
  [
    '7.8',
    table('0316144680030', 'biophoto'),
    `biophoto pin=123\tfilename=123.jpg\ttype=9\tsize=${jpeg.length}\tcontent=${jpeg}`,
    200,
    'biophoto=1',
  ],
  [
    '7.9',
    table('1809140006', 'ATTPHOTO'),
    `pin=20181003143617-22.jpg\tsn=1809140006\tsize=22701\tphoto=${jpeg}`,
    200,
    'ATTPHOTO=1',
  ],
  [
    '7.10',
    table('1809140006', 'userpic'),
    `userpic pin=1\tfilename=1.jpg\tsize=22320\tcontent=${jpeg}`,
    200,
    'userpic=1',
  ],
  [
    '7.11',
    table('5165181600015', 'biodata'),
    'biodata pin=1\tno=0\tindex=0\tvalid=1\tduress=0\ttype=8\tmajorver=5\tminorver=0\tformat=0\t' +
      'tmp=apUBD+cAC44IAAEAAJfKWlBWAQQFAAAAAAAAEAcHAcQAAAA3PJc4PO4W/AxrTnYNXQ7cJ0+ObT0vBE81KyGPkzSHuh7ul+wP647kWNnMTDA8WMwlanRc',
    200,
    'biodata=1',
  ],
  [
    '7.12',
    table('5165181600015', 'errorlog'),
    'errorlog errcode=D01E0001\terrmsg=\tdataorigin=cmd\tcmdid=123\tadditional=',
    200,
    'errorlog=1',
  ],
  [
    '7.13',
    'POST /iclock/cdata?SN=3383154200002&table=rtlog',
    'time=2017-01-10 11:49:33\tpin=0\tcardno=0\tsitecode=0\tlinkid=0\teventaddr=1\tevent=7\tinoutstatus=1\tverifytype=0\tindex=22\tAlarmtype=200\r\n',
    200,
    'OK',
  ],
  [
    '7.14',
    'POST /iclock/cdata?SN=3383154200002&table=irstate',
    'irstate=1\tirsensecount=2\tincount=2\toutcount=2\talarmcount=1\truncount=1\r\n',
    200,
    'OK',
  ],
  [
    '7.15',
    'POST /iclock/cdata?SN=3383154200002&table=linkphotoinfo',
    `LogIndex=1\tPhotoInfo=20240118145930-link-ch0.jpg\tLinkVideo=1-30-30\tPhotoData=${jpeg}\r\n`,
    200,
    'OK',
  ],
  ['8.1', 'GET /iclock/getrequest?SN=0316144680030', '', 200, 'OK'],
  [
    '9.4 testdata',
    'POST /iclock/cdata?SN=3383154200002&table=testdata',
    'type=wg\tbitscount=26\tbits=01010101010101010101010101\tsn=3383154200002',
    200,
    'OK',
  ],
  ['9.6.1 card', 'POST /iclock/cdata?SN=3383154200002&type=EnrollInfoData', 'TYPE=0\tPIN=1\tTMP=123456789', 200, 'OK'],
  [
    '9.6.2 face',
    'POST /iclock/cdata?SN=3383154200002&type=BioData',
    `TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=1\tTMP=XXXXXXXXXXXXXX\tBIOPHOTO=${jpeg}`,
    200,
    'OK',
  ],
];

// covers requests: GET cdata, POST exchange publickey, POST exchange factors, POST cdata table=options
// covers requests: POST cdata type=registry DeviceAuthorize, GET ping, POST cdata table=rtlog, POST cdata table=rtstate
// covers requests: POST devicecmd, POST cdata rtlog Alarmtype, POST cdata table=irstate, POST cdata table=linkphotoinfo
// covers requests: GET getrequest, POST cdata table=testdata, POST cdata type=EnrollInfoData, POST cdata type=BioData
// covers examples: 4.1 *, 4.2 *, 4.3 *, 4.6 *, 6 *, 7.*, 9.4 Wiegand test data, 9.6.2 face uploaded
describe('a printed request is answered as printed', () => {
  it.each(examples)('%s %s', async (_section, request, body, status, answer) => {
    const [method = '', path = ''] = request.split(' ');
    const given = await send(app.url, method, path, body === '' ? { headers } : { headers, body });
    expect([given.status, given.text]).toEqual([status, answer]);
    expect(given.headers['content-length']).toBe(String(Buffer.byteLength(answer)));
    expect(given.headers.date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    // A device that heard no answer sends the request again, and gets the same answer.
    const again = await send(app.url, method, path, body === '' ? { headers } : { headers, body });
    expect([again.status, again.text]).toEqual([status, answer]);
  });
});

// covers requests: POST cdata user, POST cdata identitycard, POST cdata templatev10, POST cdata biophoto
// covers requests: POST cdata ATTPHOTO, POST cdata userpic, POST cdata biodata, POST cdata errorlog
describe('an upload is answered with the word and the count of its address', () => {
  it.each([
    'tablename=user',
    'tablename=identitycard',
    'tablename=templatev10',
    'tablename=biophoto',
    'tablename=ATTPHOTO',
    'tablename=userpic',
    'tablename=biodata',
    'tablename=errorlog',
  ])('%s', async (name) => {
    const path = `/iclock/cdata?SN=3383154200002&table=tabledata&${name}&count=3`;
    const { status, text } = await send(app.url, 'POST', path, { body: 'nothing that can be read' });
    expect([status, text]).toEqual([200, `${name.replace('tablename=', '')}=3`]);
  });
});

// covers requests: POST registry, POST push
// covers examples: 4.4 registration, 4.5 configuration
it('registration and configuration (4.4, 4.5)', async () => {
  const device = await approved(app, 'PRINTED-1');
  const code = await registryCode(device, printedRegistration);
  const told = await device.post('/iclock/push', '', { headers });
  // Lines about what both sides support may follow these.
  expect(
    told.text
      .split('\n')
      .slice(0, 12)
      .map((line) => line.replace(/^SessionID=[0-9a-f]{32}$/, 'SessionID=')),
  ).toEqual([
    'ServerVersion=3.0.1',
    'ServerName=Postern',
    'PushVersion=3.0.1',
    'PushProtVer=3.0.1',
    'ErrorDelay=60',
    'RequestDelay=5',
    'TransTimes=00:00;14:00',
    'TransInterval=1',
    'TransTables=User\tTransaction',
    'Realtime=1',
    'SessionID=',
    'TimeoutSec=10',
  ]);
  const contact = await device.get('/iclock/cdata?pushver=3.0.1&options=all');
  expect(contact.text.split('\n').slice(0, 2)).toEqual(['registry=ok', `RegistryCode=${code}`]);
  expect((await send(app.url, 'POST', '/iclock/registry?SN=NOBODY-1', { body: printedRegistration })).status).toBe(406);
});

it('the lines of a request as they go over the wire', async () => {
  const answer = await sendBytes(
    app.url,
    'GET /iclock/ping?SN=3383154200002 HTTP/1.1\r\nHost: 192.168.213.17:8088\r\nCookie: token=cb386eb5f8219329db63356fb262ddff\r\n' +
      'User-Agent: iClock Proxy/1.09\r\nAccept: application/push\r\nConnection: close\r\n\r\n',
  );
  expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 200 OK');
  expect(answer.split('\r\n\r\n')[1]).toBe('OK');
});
