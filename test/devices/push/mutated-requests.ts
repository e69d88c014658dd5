import fc from 'fast-check';

/** One request as it goes onto the line. */
export interface WireRequest {
  readonly method: string;
  /** Latin-1; what a request line cannot hold is escaped. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Sample {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

const event =
  'time=2026-03-02 08:30:00\tpin=7\tcardno=123\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=21';
const photo = 'A'.repeat(4_000);

/** A good request of every kind that the protocol has (4 to 10), for the device `SN=FUZZ-n`. */
const samples: readonly Sample[] = [
  { method: 'GET', path: '/iclock/cdata?pushver=3.1.2&options=all&language=83' },
  {
    method: 'POST',
    path: '/iclock/registry?x=1',
    body:
      'DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1.3,PushVersion=Ver 2.0.22,LockCount=2,ReaderCount=4,AuxInCount=1,' +
      'MachineType=101,MultiBioDataSupport=0:1:0:0:0:0:0:0:1:1,AccSupportFunList=0101010000111,AutoServerFunOn=1',
  },
  { method: 'POST', path: '/iclock/push?x=1' },
  { method: 'POST', path: '/iclock/exchange?type=publickey', body: 'PublicKey=abcdef' },
  { method: 'POST', path: '/iclock/exchange?type=factors', body: 'Factors=abcdef' },
  { method: 'GET', path: '/iclock/ping?x=1' },
  { method: 'GET', path: '/iclock/getrequest?x=1' },
  { method: 'GET', path: '/iclock/service/control?x=1' },
  { method: 'GET', path: '/iclock/rtdata?type=time' },
  { method: 'POST', path: '/iclock/cdata?table=rtlog', body: `${event}\r\n${event.replace('21', '22')}` },
  {
    method: 'POST',
    path: '/iclock/cdata?table=rtstate',
    body: 'time=2026-03-02 08:30:00\tsensor=E41B\trelay=81\talarm=01020304',
  },
  { method: 'POST', path: '/iclock/cdata?table=options', body: 'MAC=00:17:61:11:ad:4f,UserCount=7,~MaxPvCount=' },
  { method: 'POST', path: '/iclock/cdata?AuthType=device', body: `${event}\taddrtype=2` },
  { method: 'POST', path: '/iclock/cdata?table=irstate', body: 'time=2026-03-02 08:30:00\tirstate=1\tincount=4' },
  { method: 'POST', path: '/iclock/cdata?table=linkphotoinfo', body: `linkid=7\tfilename=a.jpg\tcontent=${photo}` },
  { method: 'POST', path: '/iclock/cdata?table=testdata', body: 'cardno=123\tbitcount=26' },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=user&count=2',
    body: 'user uid=1\tcardno=\tpin=1\tpassword=\tname=A\tprivilege=14\nuser uid=2\tpin=2\tstarttime=845882880',
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=templatev10&count=1',
    body: `templatev10 size=9\tpin=7\tfingerid=1\tvalid=1\ttemplate=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=biodata&count=1',
    body: `biodata pin=7\tno=0\tindex=0\ttype=9\tmajorver=58\ttmp=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=biophoto&count=1',
    body: `biophoto pin=7\tfilename=7.jpg\ttype=9\tsize=4000\tcontent=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=userpic&count=1',
    body: `userpic pin=7\tfilename=7.jpg\tsize=4000\tcontent=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=ATTPHOTO&count=1',
    body: `ATTPHOTO pin=20260302083000-7.jpg\tsn=F\tsize=4000\tphoto=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=identitycard&count=1',
    body: 'identitycard pin=7\tSN_Num=1\tName=A\tGender=1',
  },
  {
    method: 'POST',
    path: '/iclock/cdata?table=tabledata&tablename=errorlog&count=1',
    body: 'errorlog errcode=D01E0001\terrmsg=x\tdataorigin=cmd\tcmdid=1',
  },
  {
    method: 'POST',
    path: '/iclock/cdata?type=registry&table=tabledata&tablename=DeviceAuthorize&count=1',
    body: 'DeviceAuthorize SN=SUB-1\tIsAuthorize=0',
  },
  { method: 'POST', path: '/iclock/cdata?type=EnrollInfoData', body: 'pin=7\tcardno=123' },
  {
    method: 'POST',
    path: '/iclock/cdata?type=BioData',
    body: `TYPE=9\tPIN=7\tNO=0\tINDEX=0\tMAJOR_VER=58\tTMP=${photo}`,
  },
  {
    method: 'POST',
    path: '/iclock/cdata?cmdid=1&desc=overview',
    body: 'type=transaction,sumcount=4,filecount=1,filename=a.tgz,contenttype=tgz',
  },
  {
    method: 'POST',
    path: '/iclock/file?cmdid=1&fileseq=1&contenttype=tgz&table=transaction&count=4',
    body: '\x1f\x8b\x08\0\0\0\0\0',
  },
  { method: 'GET', path: '/iclock/file?url=http*//host/iclock/file/abc' },
  {
    method: 'POST',
    path: '/iclock/devicecmd?x=1',
    body: 'ID=1&Return=0&CMD=DATA UPDATE\nID=2&Return=-5000&CMD=CONTROL DEVICE&SN=SUB-1',
  },
  { method: 'POST', path: '/iclock/querydata?type=count&cmdid=1&tablename=user', body: 'user=5' },
  { method: 'POST', path: '/iclock/querydata?type=options&cmdid=1', body: 'FingerFunOn=1,~MaxFvCount=10' },
  {
    method: 'POST',
    path: '/iclock/querydata?type=tabledata&cmdid=1&tablename=transaction&count=1&packcnt=2&packidx=1',
    body: 'transaction index=9\tcardno=0\tpin=7\tverified=15\tdoorid=1\teventtype=3\tinoutstate=0\ttime_second=845882880',
  },
];

const splinters = [
  '\0',
  '\t',
  '\n',
  '\r\n',
  '=',
  '&',
  ',',
  ':',
  '|',
  '\\',
  '%',
  '%00',
  '%ff',
  '%',
  '+',
  '[',
  ']',
  "'",
  '"',
  ';',
  '--',
  '..',
  '/',
  '?',
  '-1',
  '0',
  '4294967296',
  '99999999999999999999',
  '1e309',
  'NaN',
  '\xff\xfe',
  '\xc3\x28',
  '\xed\xa0\x80',
  '\x1b[2J',
  '__proto__=1',
  'constructor',
  '$1',
  '{{',
  '<',
  'SN=OTHER',
  '&SN=',
  'count=1000000000',
  'packidx=0',
  'cmdid=x',
  'pin=',
  'time=2026-02-30 25:61:61',
  'x'.repeat(300),
  '\t'.repeat(300),
  'event=255',
  'table=',
  'tablename=[APList]',
] as const;

type Change = (text: string) => string;

const place = (text: string, at: number) => at % (text.length + 1);

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(10_000), fc.constantFrom(...splinters)).map(
    ([at, splinter]): Change =>
      (text) =>
        `${text.slice(0, place(text, at))}${splinter}${text.slice(place(text, at))}`,
  ),
  fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 400 })).map(
    ([at, length]): Change =>
      (text) =>
        text.slice(0, place(text, at)) + text.slice(place(text, at) + length),
  ),
  fc.tuple(fc.nat(10_000), fc.nat(255)).map(
    ([at, byte]): Change =>
      (text) =>
        text.slice(0, place(text, at)) + String.fromCharCode(byte) + text.slice(place(text, at) + 1),
  ),
  fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 200 })).map(
    ([at, length, times]): Change =>
      (text) =>
        text.slice(0, place(text, at)) + text.slice(place(text, at), place(text, at) + length).repeat(times),
  ),
  fc.nat(10_000).map(
    (at): Change =>
      (text) =>
        text.slice(0, place(text, at)),
  ),
  fc.tuple(fc.nat(samples.length - 1), fc.nat(10_000)).map(
    ([other, at]): Change =>
      (text) =>
        text.slice(0, place(text, at)) + (samples[other]?.body ?? samples[other]?.path ?? '').slice(place(text, at)),
  ),
  fc.uint8Array({ maxLength: 200 }).map(
    (bytes): Change =>
      () =>
        Buffer.from(bytes).toString('latin1'),
  ),
);

const sometimes = (most: number) => fc.array(changes, { maxLength: most });

const headers = fc.record(
  {
    cookie: fc.constantFrom(
      'token=e6bc9a9c2f9ce675e3548d5aeda2777e',
      'token=, timestamp=1',
      ';;;===',
      `token=${'a'.repeat(2_000)}`,
    ),
    'content-type': fc.constantFrom(
      'application/push;charset=UTF-8',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      ';',
      '',
    ),
    host: fc.constantFrom('a', '[::1]:80', 'x'.repeat(300), '"'),
    range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'bytes=-0', 'x'),
    'x-forwarded-proto': fc.constantFrom('https', 'x'),
  },
  { requiredKeys: [] },
);

const changed = (text: string, all: readonly Change[]) =>
  all.reduce((now, change) => change(now), text).slice(0, 200_000);

/** What no request line holds is escaped, as a client would do it. */
const escaped = (path: string) =>
  path.replaceAll(/[^\u0021-\u00ff]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Good requests of every kind with damage in address, parameters, headers and body. */
export const mutatedRequests: fc.Arbitrary<WireRequest> = fc
  .record({
    sample: fc.constantFrom(...samples),
    device: fc.constantFrom('FUZZ-1', 'FUZZ-2', 'FUZZ-3', 'STRANGER-1'),
    // A damaged serial number is refused at once. Most requests should get further than that.
    pathChanges: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: sometimes(2) }),
    bodyChanges: sometimes(4),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    method: fc.oneof(
      { weight: 20, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT') },
    ),
  })
  .map(({ sample, device, pathChanges, bodyChanges, headers: given, method }) => ({
    method: method ?? sample.method,
    path: escaped(changed(`${sample.path}&SN=${device}`, pathChanges).slice(0, 6_000)) || '/iclock',
    headers: given,
    body: Buffer.from(changed(sample.body ?? '', bodyChanges), 'latin1'),
  }));
