import { alsoRead, base64, int, label, optional, reported, text } from '../access-push/field.js';
import { table, type AnyTable } from '../access-push/table.js';

/*
 * Tables of Attendance PUSH, chapter 12, and the rows of chapter 9 in which devices send them. For devices upper and
 * lower case of names matter, so they are spelled as in chapter 12; a value that may be long is the last one.
 */

/** 12.1.1; rows USER of 9.4. Card is in the form of the wire: firmware differs in how it reads one (appendix A9). */
export const userInfo = table(
  'USERINFO',
  {
    pin: text('PIN'),
    name: label('Name'),
    privilege: int('Pri'),
    password: text('Passwd'),
    card: text('Card'),
    group: int('Grp'),
    timeZones: text('TZ'),
    verify: optional(int('Verify')),
    viceCard: optional(text('ViceCard')),
    startDatetime: optional(text('StartDatetime')),
    endDatetime: optional(text('EndDatetime')),
    expires: optional(int('Expires')),
  },
  { key: ['pin'], unit: ['pin'], operations: ['update', 'delete', 'query', 'upload'], secret: true },
);

/** Fingers up to algorithm 10; rows FP of 9.5. Size counts characters of base64, and is ignored when rows are read. */
export const fingerTmp = table(
  'FINGERTMP',
  { pin: text('PIN'), fid: int('FID'), size: int('Size'), valid: int('Valid'), tmp: base64('TMP') },
  {
    key: ['pin', 'fid'],
    unit: ['pin', 'fid'],
    deletes: [['pin'], ['pin', 'fid']],
    operations: ['update', 'delete', 'query', 'upload'],
    secret: true,
  },
);

/** Near-infrared faces of the old form, in several rows (9.6). */
export const face = table(
  'FACE',
  { pin: text('PIN'), fid: int('FID'), valid: int('Valid'), size: int('Size'), tmp: base64('TMP') },
  { key: ['pin', 'fid'], unit: ['pin'], operations: ['update', 'delete', 'upload'], secret: true },
);

/** Finger veins (9.7). */
export const fvein = table(
  'FVEIN',
  {
    pin: text('Pin'),
    fid: int('FID'),
    index: int('Index'),
    valid: int('Valid'),
    size: int('Size'),
    tmp: base64('Tmp'),
  },
  {
    key: ['pin', 'fid', 'index'],
    unit: ['pin', 'fid'],
    deletes: [['pin'], ['pin', 'fid']],
    operations: ['update', 'delete', 'upload'],
    secret: true,
  },
);

/** Templates of every type (9.8). Format has to be a digit. */
export const attBioData = table(
  'BIODATA',
  {
    pin: text('Pin'),
    no: int('No'),
    index: int('Index'),
    valid: int('Valid'),
    duress: int('Duress'),
    type: int('Type'),
    majorVer: text('MajorVer'),
    minorVer: text('MinorVer'),
    format: int('Format'),
    tmp: base64('Tmp'),
  },
  {
    key: ['pin', 'type', 'no', 'index'],
    unit: ['pin', 'type', 'no'],
    deletes: [['type'], ['pin'], ['pin', 'type'], ['pin', 'type', 'no']],
    operations: ['update', 'delete', 'query', 'upload'],
    secret: true,
  },
);

/** Pictures of users (9.9). */
export const attUserPic = table(
  'USERPIC',
  {
    pin: text('PIN'),
    fileName: reported(text('FileName')),
    size: int('Size'),
    format: optional(int('Format')),
    url: optional(text('Url')),
    content: optional(base64('Content')),
  },
  { key: ['pin'], unit: ['pin'], operations: ['update', 'delete', 'upload'], secret: true },
);

/** Comparison photos (9.10): the device makes the template, and sends it back where PostBackTmpFlag is 1. */
export const attBioPhoto = table(
  'BIOPHOTO',
  {
    pin: text('PIN'),
    fileName: reported(text('FileName')),
    type: int('Type'),
    no: optional(int('No')),
    index: optional(int('Index')),
    size: int('Size'),
    content: optional(base64('Content')),
    format: optional(int('Format')),
    url: optional(text('Url')),
    postBackTmpFlag: optional(int('PostBackTmpFlag')),
  },
  {
    key: ['pin', 'type'],
    unit: ['pin', 'type'],
    deletes: [['pin'], ['pin', 'type']],
    operations: ['update', 'delete', 'upload'],
    secret: true,
  },
);

/** Work codes (9.11): PIN is their index, not the number of a person. */
export const workCode = table(
  'WORKCODE',
  { pin: alsoRead(text('PIN'), 'index'), code: text('CODE'), name: text('NAME') },
  { key: ['code'], unit: ['code'], operations: ['update', 'delete', 'upload'] },
);

/** Data from the chip of an identity card (9.12). */
export const idCard = table(
  'IDCARD',
  {
    pin: text('PIN'),
    snNum: text('SNNum'),
    idNum: text('IDNum'),
    dnNum: text('DNNum'),
    name: label('Name'),
    gender: int('Gender'),
    nation: int('Nation'),
    birthday: text('Birthday'),
    validInfo: text('ValidInfo'),
    address: text('Address'),
    additionalInfo: text('AdditionalInfo'),
    issuer: text('Issuer'),
    photo: base64('Photo'),
    fpTemplate1: base64('FPTemplate1'),
    fpTemplate2: base64('FPTemplate2'),
    reserve: text('Reserve'),
    notice: text('Notice'),
  },
  { key: ['idNum'], unit: ['idNum'], operations: ['update', 'upload'], secret: true },
);

/** Faults that a device reports (9.14); CmdId if a command caused one. */
export const attErrorLog = table(
  'ERRORLOG',
  {
    errCode: text('ErrCode'),
    errMsg: text('ErrMsg'),
    dataOrigin: text('DataOrigin'),
    cmdId: text('CmdId'),
    additional: base64('Additional'),
  },
  { key: [], unit: [], operations: ['upload'] },
);

/** The tags of rows in OPERLOG and related uploads (9.3 to 9.14). Tables of one biometric type have theirs in older-templates.ts. */
export const taggedTables: readonly (readonly [tag: string, table: AnyTable])[] = [
  ['user', userInfo],
  ['fp', fingerTmp],
  ['biodata', attBioData],
  ['biophoto', attBioPhoto],
  ['userpic', attUserPic],
  ['workcode', workCode],
  ['idcard', idCard],
  ['errorlog', attErrorLog],
];

/** What a terminal is told to send, by the names of TransFlag (4.2). */
export const transferFlags =
  'AttLog OpLog AttPhoto EnrollUser ChgUser EnrollFP ChgFP FACE UserPic FVEIN BioPhoto WORKCODE'.split(' ');
