import { bioDataLine, bioDataRow, bioType, facePhotoRow, photo, templatesFor } from './bodies.js';
import { canRead } from './commands/enroll.js';
import { figuresOf } from './commands/options.js';
import type { PanelParts } from './parts.js';
import { rowLine, rowValues, tableUpload, type Upload } from './upload.js';

/** What a person can be enrolled with at the device itself. */
export type Enrolment = 'finger' | 'face' | 'palm';

const types: Readonly<Record<Enrolment, number>> = {
  finger: bioType.fingerprint,
  face: bioType.visibleFace,
  palm: bioType.palm,
};

/** Enrols at the device: a missing person is made; everything is sent (7.5, 7.7, 7.8, 7.10, 7.11). */
export function enrolHere(parts: PanelParts, what: Enrolment, pin: string, no: number): Upload[] {
  const { memory, settings } = parts;
  const type = types[what];
  const uploads: Upload[] = [];
  if (memory.user(pin) === undefined) {
    memory.update('user', [new Map([['pin', pin]])]);
    uploads.push(userUpload(parts, pin));
  }
  if (!canRead(parts, type)) return uploads;
  const templates = templatesFor(pin, type, no, settings.get('MultiBioVersion')?.split(':')[type]);
  if (type === bioType.fingerprint && !hasPlaces(parts)) {
    const tmp = templates[0]?.tmp ?? '';
    const row = new Map([
      ['pin', pin],
      ['fingerid', String(no)],
      ['valid', '1'],
      ['template', tmp],
    ]);
    memory.update('templatev10', [row]);
    return [...uploads, tableUpload('templatev10', [rowLine('templatev10', rowValues('templatev10', row, 1), '*')])];
  }
  memory.update('biodata', templates.map(bioDataRow));
  if (serverTakes(parts, 'multibiodatasupport', type)) uploads.push(tableUpload('biodata', templates.map(bioDataLine)));
  if (type === bioType.visibleFace) uploads.push(...facePhotos(parts, pin));
  return uploads;
}

/** Newer firmware lists its biometric types, and sends fingers as biodata. */
function hasPlaces({ settings }: PanelParts): boolean {
  return (settings.get('MultiBioDataSupport') ?? '') !== '';
}

/** The device only sends what the server declared in its configuration (docs/field-notes.md 11); an empty list forbids nothing. */
function serverTakes({ session }: PanelParts, list: string, type: number): boolean {
  const places = session.config[list];
  return places === undefined || places.trim() === '' || places.split(':')[type]?.trim() === '1';
}

function facePhotos(parts: PanelParts, pin: string): Upload[] {
  const row = facePhotoRow(pin);
  parts.memory.update('biophoto', [row]);
  parts.memory.update('userpic', [
    new Map([
      ['pin', pin],
      ['content', photo],
      ['size', String(photo.length)],
    ]),
  ]);
  const line = (table: string) => rowLine(table, rowValues(table, row, 1), '*');
  const photos = serverTakes(parts, 'multibiophotosupport', bioType.visibleFace)
    ? [tableUpload('biophoto', [line('biophoto')])]
    : [];
  return [...photos, tableUpload('userpic', [line('userpic')])];
}

/** One person as the device sends it (7.5). */
export function userUpload({ memory, quirks }: PanelParts, pin: string): Upload {
  const users = memory.rows('user');
  const at = users.findIndex((row) => row.get('pin') === pin);
  const row = users[at] ?? new Map([['pin', pin]]);
  return tableUpload('user', [rowLine('user', rowValues('user', row, at + 1, quirks.bracketedCards), '*')]);
}

/** `table=options` of a device that sends its parameters unasked (4.6, appendix 20). */
export function optionsUpload(parts: PanelParts): Upload {
  const { settings } = parts;
  const names = ['~DeviceName', 'MAC', '~MaxAttLogCount', '~MaxUserCount', 'FingerFunOn', 'FaceFunOn', 'IPAddress'];
  const figures = Object.entries(figuresOf(parts)).map(([name, value]) => `${name}=${value}`);
  const own = Object.entries(settings.all())
    .filter(([name]) => /^(?:Pass|Motor|FireFighting|InPlay|OutPlay)/.test(name))
    .map(([name, value]) => `${name}=${value}`);
  return { call: 'cdata', query: 'table=options', body: [...settings.pick(names), ...figures, ...own].join(',') };
}

/** An identity card at the reader (7.6), in the spelling of the manual's example. */
export function identityCardUpload(pin: string): Upload {
  const fields = [
    ...[
      `pin=${pin}`,
      'SN_Num=26121292460088826975',
      'IDNum=21010219921218271X',
      'DNNum=',
      'Name=Zhang San',
      'Gender=1',
    ],
    ...['Nation=1', 'Birthday=19921218', 'ValidInfo=2013091220330912', 'Address=Tangxia Town', 'AdditionalInfo='],
    ...['Issuer=Public Security Bureau', `Photo=${photo}`, `PhotoJPG=${photo}`, 'FPTemplate1=', 'FPTemplate2='],
    ...['Reserve=', 'Notice='],
  ];
  return tableUpload('identitycard', [`identitycard ${fields.join('\t')}`]);
}

/** A card as the Wiegand test sends it: 26 bits, the parity of the first half even and of the second odd (9.4). */
export function wiegandUpload(card: string, sn: string): Upload {
  const bits = Number(BigInt(card) & 0xff_ffffn)
    .toString(2)
    .padStart(24, '0');
  const ones = (text: string) => text.split('').filter((bit) => bit === '1').length;
  const all = `${ones(bits.slice(0, 12)) % 2}${bits}${(ones(bits.slice(12)) + 1) % 2}`;
  return { call: 'cdata', query: 'table=testdata', body: `type=wg\tbitscount=${all.length}\tbits=${all}\tsn=${sn}` };
}
