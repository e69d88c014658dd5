import { alsoRead, base64, int, optional, orElse, reported, text } from '../field.js';
import { bioType } from '../parameters/bio-support.js';
import { table } from '../table.js';

/** Access PUSH 9.1.1: the value of Valid for a finger under duress. */
export const duressFinger = 3;
const duressOffset = 16;

/** A finger that a device reports, in the form of a command: uploads add 16 to FingerID for duress (7.7). */
export const fingerAsOrdered = <Row extends { fingerId?: unknown; valid?: unknown }>(row: Row): Row =>
  typeof row.fingerId === 'number' && row.fingerId >= duressOffset
    ? { ...row, fingerId: row.fingerId - duressOffset, valid: duressFinger }
    : row;

/**
 * Access PUSH 7.7 and 9.1.1, fingerprint template; two conditions in a DELETE only with DeleteAndFunOn. The column
 * FingerID is not changed when it is read: the reader of the row calls `fingerAsOrdered`.
 */
export const templateV10 = table(
  'templatev10',
  {
    size: reported(int('size')),
    uid: reported(int('uid')),
    pin: text('Pin'),
    fingerId: int('FingerID'),
    valid: int('Valid'),
    template: base64('Template'),
    reserved: reported(alsoRead(text('resverd'), 'reserved')),
    endTag: reported(text('endtag')),
  },
  {
    key: ['pin', 'fingerId'],
    unit: ({ deleteAnd }) => (deleteAnd ? ['pin', 'fingerId'] : ['pin']),
    deletes: [['pin'], ['fingerId'], ['pin', 'fingerId']],
    operations: ['update', 'delete', 'count', 'query', 'upload'],
    when: ({ bio }) => bio.templates.includes(bioType.fingerprint),
    secret: true,
  },
);

/** Access PUSH 7.11 and 9.1.1, integrated template; one command carries one Type. */
export const bioData = table(
  'biodata',
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
    key: ['type', 'pin', 'no', 'index'],
    // With Type alone, the DELETE would empty that type for all persons.
    unit: ['type', 'pin', 'no'],
    deletes: [['type'], ['type', 'pin', 'no']],
    operations: ['update', 'delete', 'count', 'query', 'upload'],
    byType: 'templates',
    when: ({ bio }) => bio.templates.length > 0,
    secret: true,
  },
);

/**
 * Access PUSH 7.8 and 9.1.1, comparison photo: Content where Format is 0, Url where it is 1. The conditions of its
 * DELETE are printed with a blank between them, where every other table has HT.
 */
export const bioPhoto = table(
  'biophoto',
  {
    pin: text('PIN'),
    fileName: reported(text('filename')),
    type: int('Type'),
    // Devices tell photos without these two (7.8).
    no: orElse(int('No'), () => '0'),
    index: orElse(int('Index'), () => '0'),
    size: int('Size'),
    content: optional(base64('Content')),
    format: optional(int('Format')),
    url: optional(text('Url')),
    postBackTmpFlag: optional(int('PostBackTmpFlag')),
  },
  {
    key: ['pin', 'type', 'no', 'index'],
    unit: ['pin', 'type'],
    operations: ['update', 'delete', 'count', 'query', 'upload'],
    byType: 'photos',
    when: ({ bio }) => bio.photos.length > 0,
    secret: true,
  },
);

/** Access PUSH 7.10 and 9.1.1, user photo: content where format is 0 or absent, url where it is 1. */
export const userPic = table(
  'userpic',
  {
    pin: text('pin'),
    fileName: reported(text('filename')),
    size: int('size'),
    format: optional(int('format')),
    url: optional(text('url')),
    content: optional(base64('content')),
  },
  { key: ['pin'], unit: ['pin'], operations: ['update', 'delete', 'upload'], secret: true },
);
