import { gzipSync } from 'node:zlib';
import { writeTar } from '../../../support/tar.js';

type Upload = readonly [request: string, body: string | Buffer, answer: string];

export interface Conversation {
  readonly section: string;
  /** The number that the manual gives the command. */
  readonly id: number;
  readonly order: object;
  /** What the poll is answered. */
  readonly told: string;
  /** What the device sends before its result. */
  readonly sends?: readonly Upload[];
  readonly result: string;
  readonly returnCode: number;
}

const queried = (type: string, id: number, table: string, count: number, packets = 1, packet = 1) =>
  `POST /iclock/querydata?SN=3383154200002&type=${type}&cmdid=${id}&tablename=${table}&count=${count}&packcnt=${packets}&packidx=${packet}`;

const user = (uid: number, password = '') =>
  `user uid=${uid}\tcardno=\tpin=${uid}\tpassword=${password}\tgroup=1\tstarttime=0\tendtime=0\tname=\tprivilege=0\tdisable=0\tverify=0`;

const photo = (pin: number) => `biophoto pin=${pin}\tfilename=${pin}.jpg\ttype=9\tsize=8\tcontent=/9j/4AAQ`;
const template = (pin: number, tmp: string) =>
  `biodata pin=${pin}\tno=0\tindex=0\tvalid=1\tduress=0\ttype=1\tmajorver=10\tminorver=0\tformat=0\ttmp=${tmp}`;

export const counts: readonly Conversation[] = [
  {
    section: '9.1.3 users',
    id: 288,
    order: { type: 'count', table: 'user' },
    told: 'C:288:DATA COUNT user',
    sends: [[queried('count', 288, 'user', 1), 'user=5', 'OK']],
    result: 'ID=288&return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
  {
    section: '9.1.3 events',
    id: 289,
    order: { type: 'count', table: 'transaction' },
    told: 'C:289:DATA COUNT transaction',
    sends: [[queried('count', 289, 'transaction', 1), 'transaction=99', 'OK']],
    result: 'ID=289&return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
  {
    section: '9.1.3 fingerprints',
    id: 290,
    order: { type: 'count', table: 'templatev10' },
    told: 'C:290:DATA COUNT templatev10',
    sends: [[queried('count', 290, 'templatev10', 1), 'templatev10=7', 'OK']],
    result: 'ID=290&return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
  {
    section: '9.1.3 photos',
    id: 80,
    order: { type: 'count', table: 'biophoto' },
    told: 'C:80:DATA COUNT biophoto',
    sends: [[queried('count', 80, 'biophoto', 1), 'biophoto=2', 'OK']],
    result: 'ID=80&Return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
  {
    section: '9.1.3 photos of a type',
    id: 80,
    order: { type: 'count', table: 'biophoto', filter: 'Type=9' },
    told: 'C:80:DATA COUNT biophoto Type=9',
    sends: [[queried('count', 80, 'biophoto', 1), 'biophoto=2', 'OK']],
    result: 'ID=80&Return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
  {
    section: '9.1.3 templates',
    id: 80,
    order: { type: 'count', table: 'biodata' },
    told: 'C:80:DATA COUNT biodata',
    sends: [[queried('count', 80, 'biodata', 1), 'biodata=2', 'OK']],
    result: 'ID=80&Return=0&CMD=DATA COUNT',
    returnCode: 0,
  },
];

export const queries: readonly Conversation[] = [
  {
    section: '9.1.4 users',
    id: 415,
    order: { type: 'query', table: 'user' },
    told: 'C:415:DATA QUERY tablename=user,fielddesc=*,filter=*',
    sends: [[queried('tabledata', 415, 'user', 3), [user(1), user(2, '1'), user(3)].join('\n'), 'user=3']],
    result: 'ID=415&return=3&CMD=DATA QUERY',
    returnCode: 3,
  },
  {
    // The manual prints tablename=user here and sends events.
    section: '9.1.4 events',
    id: 415,
    order: { type: 'query', table: 'transaction' },
    told: 'C:415:DATA QUERY tablename=transaction,fielddesc=*,filter=*',
    sends: [
      [
        queried('tabledata', 415, 'transaction', 1),
        'transaction cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=548003688\tindex=92\tsitecode=0\tdevid=1\tsn=3383154200002',
        'transaction=1',
      ],
    ],
    result: 'ID=415&return=1&CMD=DATA',
    returnCode: 1,
  },
  {
    section: '9.1.4 networks',
    id: 415,
    order: { type: 'accessPoints' },
    told: 'C:415:DATA QUERY tablename=[APList],fielddesc=*,filter=*',
    sends: [
      [
        'POST /iclock/querydata?SN=3383154200002&type=vmtable&cmdid=415&tablename=APList&count=3&packcnt=1&packidx=1',
        [1, 2, 3].map((n) => `APList ecn=0\tssid=net ${n}\trssi=-4${n}\tmac=00:17:61:11:ad:4${n}`).join('\n'),
        'APList=3',
      ],
    ],
    result: 'ID=415&return=3&CMD=DATA',
    returnCode: 3,
  },
  {
    section: '9.1.4 photos',
    id: 99,
    order: { type: 'query', table: 'biophoto' },
    told: 'C:99:DATA QUERY tablename=biophoto,fielddesc=*,filter=*',
    sends: [
      [queried('tabledata', 99, 'biophoto', 1, 2, 1), photo(123), 'biophoto=1'],
      [queried('tabledata', 99, 'biophoto', 1, 2, 2), photo(124), 'biophoto=1'],
    ],
    result: 'ID=99&Return=2&CMD=DATA QUERY',
    returnCode: 2,
  },
  {
    // Answered with the table of the request; the manual prints biophoto=1.
    section: '9.1.4 templates',
    id: 99,
    order: { type: 'query', table: 'biodata', filter: 'Type=9' },
    told: 'C:99:DATA QUERY tablename=biodata,fielddesc=*,filter=Type=9',
    sends: [
      [queried('tabledata', 99, 'biodata', 1, 2, 1), template(1, 'apUBD+cA'), 'biodata=1'],
      [queried('tabledata', 99, 'biodata', 1, 2, 2), template(123, 'AAAAAAAA'), 'biodata=1'],
    ],
    result: 'ID=99&Return=2&CMD=DATA QUERY',
    returnCode: 2,
  },
  {
    section: '9.1.4 the face of a user',
    id: 99,
    order: { type: 'query', table: 'biodata', filter: 'Type=9\tPin=1' },
    told: 'C:99:DATA QUERY tablename=biodata,fielddesc=*,filter=Type=9\tPin=1',
    result: 'ID=99&Return=0&CMD=DATA QUERY',
    returnCode: 0,
  },
  {
    section: '9.1.4 a finger of a user',
    id: 99,
    order: { type: 'query', table: 'biodata', filter: 'Type=1\tPin=1\tNo=6' },
    told: 'C:99:DATA QUERY tablename=biodata,fielddesc=*,filter=Type=1\tPin=1\tNo=6',
    result: 'ID=99&Return=0&CMD=DATA QUERY',
    returnCode: 0,
  },
];

const record = (at: number) =>
  `cardno=0\tpin=0\tverified=200\tdoorid=1\teventtype=100\tinoutstate=2\ttime_second=5480036${87 + at}\tindex=${92 + at}`;
const packed = gzipSync(writeTar([{ name: 'transaction.txt', data: Buffer.from([0, 1, 2].map(record).join('\n')) }]));

export const accounts: readonly Conversation[] = [
  {
    section: '9.2.1',
    id: 291,
    order: { type: 'account', maxIndex: 0, packed: true },
    told: 'C:291:ACCOUNT transaction ContentType=tgz MaxIndex=0',
    sends: [
      [
        'POST /iclock/querydata?SN=3383154200002&type=tabledata&cmdid=291&tablename=transaction&count=3&datafmt=3&Stamp=9999',
        `name=transaction.tgz\nsize=${packed.length}\ndatacode=base64\ndatatype=tgz\0${packed.toString('base64')}`,
        'transaction=3',
      ],
    ],
    result: 'ID=291&Return=3&CMD=ACCOUNT&transaction&StartTime=&EndTime=&RecordSum=3',
    returnCode: 3,
  },
  {
    section: '9.2.2',
    id: 292,
    order: { type: 'account', startTime: '2018-02-22 16:19:20', endTime: '2018-02-23 16:19:20' },
    told: 'C:292:ACCOUNT transaction StartTime=2018-02-22 16:19:20\tEndTime=2018-02-23 16:19:20',
    sends: [
      [
        'POST /iclock/cdata?SN=3383154200002&cmdid=292&desc=overview',
        'SumCount=3\nFileName=transaction.tgz\nContentType=tgz\nFileCount=1',
        'OK',
      ],
      [
        'POST /iclock/file?SN=3383154200002&cmdid=292&fileseq=1&contenttype=tgz&table=transaction&count=3',
        packed,
        'OK',
      ],
    ],
    result: 'ID=292&Return=3&CMD=ACCOUNT',
    returnCode: 3,
  },
];

const control = (section: string, id: number, order: object, hex: string): Conversation => ({
  section,
  id,
  order,
  told: `C:${id}:CONTROL DEVICE ${hex}`,
  result: `ID=${id}&Return=0&CMD=CONTROL DEVICE`,
  returnCode: 0,
});

export const controls: readonly Conversation[] = [
  control('9.4 open', 221, { type: 'openDoor', door: 1, seconds: 5 }, '01010105'),
  control('9.4 cancel the alarm', 222, { type: 'cancelAlarm', door: 1 }, '02010000'),
  control('9.4 restart', 223, { type: 'restart' }, '03000000'),
  // The manual prints 0900000000: a byte too many, and neither start nor stop.
  control('9.4 Wiegand test', 224, { type: 'wiegandTest', on: true }, '09010000'),
  control('9.4 sub-devices', 225, { type: 'querySubDevices' }, '0D000000'),
  control('9.4 to 4G', 226, { type: 'switchNetwork', mode: 'wiredTo4g' }, '0B010000'),
  {
    section: '9.4 the network',
    id: 227,
    order: { type: 'setOptions', options: { TempWirelessSSID: '11', TempWirelessKey: '11' } },
    told: 'C:227:SET OPTIONS TempWirelessSSID=11,TempWirelessKey=11',
    result: 'ID=227&Return=0&CMD=SET OPTIONS',
    returnCode: 0,
  },
  control('9.4 to Wi-Fi', 228, { type: 'switchNetwork', mode: 'wiredToWifi' }, '0B020000'),
  control('9.4 from 4G', 229, { type: 'switchNetwork', mode: '4gToWired' }, '0B030000'),
  control('9.4 from Wi-Fi', 230, { type: 'switchNetwork', mode: 'wifiToWired' }, '0B040000'),
];

const checksum = 'a5bf4dcd6020f408589224274aab132d';
const upgrade = (section: string, id: number, order: object, text: string): Conversation => ({
  section,
  id,
  order: { type: 'upgrade', checksum, ...order },
  told: `C:${id}:UPGRADE ${text}`,
  result: `ID=${id}&Return=0&CMD=UPGRADE`,
  returnCode: 0,
});
const remote = 'http://192.168.0.13:89/data/emfw.cfg';

export const upgrades: readonly Conversation[] = [
  upgrade(
    '9.4.1 method 1',
    384,
    { method: 1, size: 2312, url: String.raw`http://localhost:8088\fireware\F20\admin\emfw.cfg` },
    String.raw`checksum=a5bf4dcd6020f408589224274aab132d,url=http*//localhost*8088\fireware\F20\admin\emfw.cfg,size=2312`,
  ),
  // The checksum printed for the others has letters that no MD5 has.
  upgrade(
    '9.4.1 method 2',
    123,
    { method: 2, size: 6558, url: remote },
    `type=1,checksum=${checksum},size=6558,url=http://192.168.0.13:89/data/emfw.cfg`,
  ),
  // The example leaves out what the format asks for.
  upgrade(
    '9.4.1 method 3',
    123,
    { method: 3, size: 6558, url: remote },
    `checksum=${checksum},size=6558,url=http://192.168.0.13:89/data/emfw.cfg,supportsubcontracting=1`,
  ),
];

const settings = (id: number, options: Record<string, string>, text: string): Conversation => ({
  section: `9.5.1 ${Object.keys(options)[0] ?? ''}`,
  id,
  order: { type: 'setOptions', options },
  told: `C:${id}:SET OPTIONS ${text}`,
  result: `ID=${id}&Return=0&CMD=SET OPTIONS`,
  returnCode: 0,
});

const asked = (id: number, names: string, answer: string): Conversation => ({
  section: `9.5.2 ${names.slice(0, 20)}`,
  id,
  order: { type: 'getOptions', names: names.split(',') },
  told: `C:${id}:GET OPTIONS ${names}`,
  sends: [[queried('options', id, 'options', 1), answer, 'OK']],
  result: `ID=${id}&Return=0&CMD=GET OPTIONS`,
  returnCode: 0,
});

const door =
  'Door1Drivertime=5,Door1KeepOpenTimeZone=0,Door1ValidTZ=1,Door1SupperPassWord=,Door1Intertime=0,Door1VerifyType=0,' +
  'Door1SensorType=1,Door1Detectortime=15,Door1CloseAndLock=0,Door1ForcePassWord=,Reader1IOState=0,WiegandIDIn=1,WiegandID=1';
const pairs = (text: string) =>
  Object.fromEntries(text.split(',').map((pair) => pair.split('='))) as Record<string, string>;

export const configuration: readonly Conversation[] = [
  settings(
    223,
    { IPAddress: '192.168.213.222', GATEIPAddress: '192.168.213.1', NetMask: '255.255.255' },
    'IPAddress=192.168.213.222,GATEIPAddress=192.168.213.1,NetMask=255.255.255',
  ),
  settings(
    403,
    { IPAddress: '192.168.213.221', GATEIPAddress: '192.168.213.1', NetMask: '255.255.255.0' },
    'IPAddress=192.168.213.221,GATEIPAddress=192.168.213.1,NetMask=255.255.255.0',
  ),
  settings(
    399,
    { WebServerIP: '192.168.213.221', WebServerPort: '8088' },
    'WebServerIP=192.168.213.221,WebServerPort=8088',
  ),
  settings(402, { ComPwd: '1' }, 'ComPwd=1'),
  settings(405, pairs(door), door),
  settings(402, { QRCodeDecryptType: '2', QRCodeDecryptKey: 'ab' }, 'QRCodeDecryptType=2,QRCodeDecryptKey=ab'),
  asked(
    408,
    '~SerialNumber,FirmVer,~DeviceName,LockCount,ReaderCount,AuxInCount,AuxOutCount,MachineType,~IsOnlyRFMachine,' +
      '~MaxUserCount,~MaxAttLogCount,~MaxFingerCount,~MaxUserFingerCount,MThreshold,NetMask,GATEIPAddress,~ZKFPVersion,' +
      'SimpleEventType,VerifyStyles,EventTypes,ComPwd',
    '~SerialNumber=3383154200002,FirmVer=Ver 8.0.1.3-20151229,VerifyStyles=ff7f0000',
  ),
  asked(
    409,
    'IclockSvrFun,OverallAntiFunOn,~REXInputFunOn,~CardFormatFunOn,~SupAuthrizeFunOn,~ReaderCFGFunOn,' +
      '~ReaderLinkageFunOn,~RelayStateFunOn,~Ext485ReaderFunOn,~TimeAPBFunOn,~CtlAllRelayFunOn,~LossCardFunOn,' +
      'DisableUserFunOn,DeleteAndFunOn,LogIDFunOn,DateFmtFunOn,DelAllLossCardFunOn,DelayOpenDoorFunOn,' +
      'UserOpenDoorDelayFunOn,MultiCardInterTimeFunOn,DSTFunOn,OutRelaySetFunOn,MachineTZFunOn,AutoServerFunOn,' +
      'PC485AsInbio485,MasterInbio485,RS232BaudRate,AutoServerMode,IPCLinkFunOn,IPCLinkServerIP',
    'IclockSvrFun=1,RS232BaudRate=115200',
  ),
  asked(410, 'FingerFunOn,FvFunOn,FaceFunOn,~MaxFace7Count,~MaxFvCount', 'FingerFunOn=1,~MaxFace7Count=0'),
];

export const others: readonly Conversation[] = [
  {
    section: '9.3',
    id: 295,
    order: { type: 'testHost', address: '110.80.38.74:8092' },
    told: 'C:295:Test Host Address=110.80.38.74:8092',
    result: 'ID=295&Return=0&CMD=Test Host',
    returnCode: 0,
  },
  {
    section: '9.6.1',
    id: 394,
    order: { type: 'enrollInfo', pin: '1', retry: 3, keep: false },
    told: 'C:394:ENROLL_INFO TYPE=0\tPIN=1\tRETRY=3\tMODE=0',
    sends: [['POST /iclock/cdata?SN=3383154200002&type=EnrollInfoData', 'TYPE=0\tPIN=1\tTMP=123456789', 'OK']],
    result: 'ID=394&Return=0&CMD=ENROLL_INFO',
    returnCode: 0,
  },
  {
    section: '9.6.2',
    id: 395,
    order: { type: 'enrollBio', bioType: 9, no: 0, pin: '1', retry: 3, overwrite: true, keep: true },
    told: 'C:395:ENROLL_BIO TYPE=9\tNO=0\tPIN=1\tRETRY=3\tOVERWRITE=1\tMODE=1',
    sends: [
      [
        'POST /iclock/cdata?SN=3383154200002&type=BioData',
        'TYPE=9\tPIN=1\tNO=0\tINDEX=0\tMAJOR_VER=58\tMINOR_VER=1\tTMP=XXXXXXXXXXXXXXXX\tBIOPHOTO=/9j/4AAQ',
        'OK',
      ],
    ],
    result: 'ID=395&return=0&CMD=ENROLL_BIO',
    returnCode: 0,
  },
];
