import type { Dialect } from '../dialect.js';
import { supports } from '../dialect.js';
import {
  base64,
  cardDecimal,
  cardHex,
  doorSet,
  flag,
  given,
  int,
  moment,
  only,
  optional,
  packedMoment,
  text,
} from '../field.js';
import { table } from '../table.js';

const has = (position: number) => (dialect: Dialect) => supports(dialect, position);
const wiegand2 = ({ wiegand2 }: Dialect) => wiegand2;

/** Access PUSH 9.1.1, user information; upload 7.5. */
export const user = table(
  'user',
  {
    cardNo: cardDecimal('CardNo', ({ multiCard }) => multiCard),
    pin: text('Pin'),
    password: text('Password'),
    group: int('Group'),
    startTime: moment('StartTime'),
    // A device that knows only days lets the person in until the end of the last one.
    endTime: moment('EndTime', '23:59:59'),
    name: text('Name'),
    privilege: int('Privilege'),
    disable: only(({ disableUser }) => disableUser, flag('Disable')),
  },
  { key: ['pin'], unit: ['pin'], countable: true, secret: true },
);

/** Access PUSH 9.1.1, extended user information. FunSwitch: bit 0 longer lock drive time, bit 1 visitor. */
export const extUser = table(
  'extuser',
  {
    pin: text('Pin'),
    funSwitch: int('FunSwitch'),
    firstName: text('FirstName'),
    lastName: text('LastName'),
    personalVS: int('PersonalVS'),
  },
  { key: ['pin'], unit: ['pin'] },
);

/** Access PUSH 9.1.1, several cards of one person. A DELETE takes all cards of the pin. */
export const mulCardUser = table(
  'mulcarduser',
  {
    pin: text('Pin'),
    cardNo: cardHex('CardNo'),
    lossCardFlag: flag('LossCardFlag'),
    cardType: int('CardType'),
    cardBit: only(wiegand2, optional(int('CardBit'))),
    siteCode: only(wiegand2, optional(text('SiteCode'))),
    imie: only(wiegand2, optional(text('IMIE'))),
  },
  { key: ['pin', 'cardNo'], unit: ['pin'], when: ({ multiCard }) => multiCard },
);

/** Access PUSH 9.1.1, access control privilege. A DELETE takes all rows of the pin. */
export const userAuthorize = table(
  'userauthorize',
  {
    pin: text('Pin'),
    timezoneId: int('AuthorizeTimezoneId'),
    doors: doorSet('AuthorizeDoorId'),
    devId: only(
      has(26),
      given('DevID', ({ devId }) => String(devId)),
    ),
    startTime: only(has(62), packedMoment('StartTime')),
    endTime: only(has(62), packedMoment('EndTime')),
  },
  {
    // With position 15 a row is one door, so the door tells rows apart.
    key: (dialect) =>
      supports(dialect, 15) ? ['pin', 'timezoneId', 'doors', 'devId'] : ['pin', 'timezoneId', 'devId'],
    unit: ['pin'],
  },
);

/** Access PUSH 9.1.1, fingerprint template; two conditions in a DELETE only with DeleteAndFunOn. */
export const templateV10 = table(
  'templatev10',
  { pin: text('Pin'), fingerId: int('FingerID'), valid: int('Valid'), template: base64('Template') },
  {
    key: ['pin', 'fingerId'],
    unit: ({ deleteAnd }) => (deleteAnd ? ['pin', 'fingerId'] : ['pin']),
    countable: true,
    secret: true,
  },
);

/** Access PUSH 9.1.1, integrated template. COUNT needs a Type, so it is not counted as a whole. */
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
  // Type alone would empty that type for everybody.
  { key: ['type', 'pin', 'no', 'index'], unit: ['type', 'pin', 'no'], secret: true },
);
