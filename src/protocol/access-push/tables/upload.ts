import { base64, int, optional, text } from '../field.js';
import { table, upload } from '../table.js';

/** `rtlog.ts` reads events and knows both spellings; this declares what devices send (7.2, 7.13). */
const event = {
  time: text('time'),
  pin: text('pin'),
  cardNo: text('cardno'),
  siteCode: optional(text('sitecode')),
  linkId: optional(text('linkid')),
  eventAddr: text('eventaddr'),
  event: text('event'),
  inOutStatus: text('inoutstatus'),
  verifyType: text('verifytype'),
  index: text('index'),
  maskFlag: optional(text('maskflag')),
  temperature: optional(text('temperature')),
  convTemperature: optional(text('convtemperature')),
  bitCount: optional(text('bitCount')),
  alarmType: optional(text('Alarmtype')),
} as const;

/** Access PUSH 7.2; Alarmtype 7.13. */
export const rtlog = upload('rtlog', event, { key: ['index', 'time', 'event'] });

/** Access PUSH 7.3; read by `rtstate.ts`. */
export const rtstate = upload('rtstate', {
  time: text('time'),
  sensor: text('sensor'),
  relay: text('relay'),
  alarm: text('alarm'),
});

/** Access PUSH 9.1.4, the device's own events; read by `rtlog.ts`. DELETE only as a whole. */
export const transaction = table(
  'transaction',
  {
    cardNo: text('cardno'),
    pin: text('pin'),
    verified: text('verified'),
    doorId: text('doorid'),
    eventType: text('eventtype'),
    inOutState: text('inoutstate'),
    timeSecond: text('time_second'),
    index: text('index'),
    siteCode: optional(text('sitecode')),
    devId: optional(text('devid')),
    sn: optional(text('sn')),
    maskFlag: optional(text('maskflag')),
    temperature: optional(text('temperature')),
    convTemperature: optional(text('convtemperature')),
  },
  { key: ['index'], unit: [], operations: ['delete', 'count', 'query'] },
);

/** Access PUSH 7.9: pin is a file name, `yyyyMMddHHmmss-PIN.jpg`. */
export const attPhoto = upload(
  'ATTPHOTO',
  { pin: text('pin'), sn: text('sn'), size: int('size'), photo: base64('photo') },
  { secret: true },
);

/** Access PUSH 7.12: additional is JSON in base64. */
export const errorLog = upload('errorlog', {
  errCode: text('errcode'),
  errMsg: text('errmsg'),
  dataOrigin: text('dataorigin'),
  cmdId: text('cmdid'),
  additional: base64('additional'),
});

/** Access PUSH 7.15: LinkVideo is channel, seconds before and seconds after, joined by hyphens. */
export const linkPhotoInfo = upload(
  'linkphotoinfo',
  {
    logIndex: int('LogIndex'),
    photoInfo: text('PhotoInfo'),
    linkVideo: text('LinkVideo'),
    photoData: base64('PhotoData'),
  },
  { key: ['logIndex'], secret: true },
);

/** Access PUSH 9.4, the answer to a Wiegand test. */
export const testData = upload('testdata', {
  type: text('type'),
  bitsCount: int('bitscount'),
  bits: text('bits'),
  sn: text('sn'),
});

/** Access PUSH 9.1.4, wireless networks near the device; it is asked for as `[APList]`. */
export const apList = upload(
  'APList',
  { ecn: text('ecn'), ssid: text('ssid'), rssi: text('rssi'), mac: text('mac') },
  { operations: ['query'] },
);

/** Access PUSH 9.6.1, by `cdata?type=EnrollInfoData`. */
export const enrollInfoData = upload(
  'EnrollInfoData',
  { type: int('TYPE'), pin: text('PIN'), tmp: text('TMP') },
  { secret: true },
);

/** Access PUSH 9.6.2, by `cdata?type=BioData`; not the table biodata. */
export const enrollBioData = upload(
  'BioData',
  {
    type: int('TYPE'),
    pin: text('PIN'),
    no: int('NO'),
    index: int('INDEX'),
    majorVer: text('MAJOR_VER'),
    minorVer: text('MINOR_VER'),
    tmp: base64('TMP'),
    bioPhoto: optional(base64('BIOPHOTO')),
  },
  { secret: true },
);

/** Access PUSH 10, by `cdata?AuthType=device`: may this person pass? */
export const authType = upload('AuthType', {
  time: text('time'),
  pin: text('pin'),
  cardNo: text('cardno'),
  addrType: text('addrtype'),
  eventAddr: text('eventaddr'),
  event: text('event'),
  inOutStatus: text('inoutstatus'),
  verifyType: text('verifytype'),
});
