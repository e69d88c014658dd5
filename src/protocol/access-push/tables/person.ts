import {
  alsoRead,
  base64,
  cardDecimal,
  cardHex,
  doorSet,
  flag,
  int,
  label,
  moment,
  only,
  optional,
  packedMoment,
  reported,
  text,
} from '../field.js';
import { supports } from '../dialect.js';
import { table } from '../table.js';
import { devId, has, wiegand2 } from './columns.js';

/** Access PUSH 9.1.1, user information; upload 7.5. */
export const user = table(
  'user',
  {
    uid: reported(int('uid')),
    cardNo: cardDecimal('CardNo', ({ multiCard }) => multiCard),
    pin: text('Pin'),
    password: text('Password'),
    group: int('Group'),
    startTime: moment('StartTime'),
    // A device that only knows days lets the person in until the end of the last day.
    endTime: moment('EndTime', '23:59:59'),
    name: label('Name'),
    privilege: int('Privilege'),
    disable: only(({ disableUser }) => disableUser, flag('Disable')),
    verify: reported(int('verify')),
  },
  { key: ['pin'], unit: ['pin'], operations: ['update', 'delete', 'count', 'query', 'upload'], secret: true },
);

/** Access PUSH 9.1.1, extended user information. FunSwitch: bit 0 longer lock drive time, bit 1 visitor. */
export const extUser = table(
  'extuser',
  {
    pin: text('Pin'),
    funSwitch: int('FunSwitch'),
    firstName: label('FirstName'),
    lastName: label('LastName'),
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

/**
 * Access PUSH 7.6 and 9.1.1, identity card. The format has underscores, both examples have none, and the table of 7.6
 * calls the additional address `Address_Info`. No DELETE is printed; it is the one of all other tables about persons.
 */
export const identityCard = table(
  'identitycard',
  {
    pin: text('Pin'),
    snNum: alsoRead(text('SN_Num'), 'SNNum'),
    idNum: alsoRead(text('ID_Num'), 'IDNum'),
    dnNum: alsoRead(text('DN_Num'), 'DNNum'),
    name: label('Name'),
    gender: text('Gender'),
    nation: text('Nation'),
    birthday: text('Birthday'),
    validInfo: alsoRead(text('Valid_Info'), 'ValidInfo'),
    address: text('Address'),
    additionalInfo: alsoRead(text('Additional_Info'), 'AdditionalInfo', 'Address_Info', 'AddressInfo'),
    issuer: text('Issuer'),
    photo: base64('Photo'),
    photoJpg: alsoRead(base64('PhotoJPG'), 'Photo_JPG'),
    fpTemplate1: alsoRead(base64('FP_Template1'), 'FPTemplate1'),
    fpTemplate2: alsoRead(base64('FP_Template2'), 'FPTemplate2'),
    reserve: text('Reserve'),
    notice: text('Notice'),
  },
  { key: ['pin'], unit: ['pin'], operations: ['update', 'delete', 'upload'], when: has(30), secret: true },
);

/** Access PUSH 9.1.1, access control privilege. A DELETE takes all rows of the pin. */
export const userAuthorize = table(
  'userauthorize',
  {
    pin: text('Pin'),
    timezoneId: int('AuthorizeTimezoneId'),
    doors: doorSet('AuthorizeDoorId'),
    devId: devId(),
    startTime: only(has(62), packedMoment('StartTime')),
    endTime: only(has(62), packedMoment('EndTime')),
  },
  {
    // With position 15 a row is for one door, so the door is a part of its key.
    key: (dialect) =>
      supports(dialect, 15) ? ['pin', 'timezoneId', 'doors', 'devId'] : ['pin', 'timezoneId', 'devId'],
    unit: ['pin'],
    deletes: [['pin']],
  },
);

/** Access PUSH 9.1.1, super users, who pass whatever the rules say. One DELETE takes all doors of the pin. */
export const superAuthorize = table(
  'SuperAuthorize',
  { pin: text('Pin'), doorId: int('DoorID'), devId: devId() },
  { key: ['pin', 'doorId', 'devId'], unit: ['pin'], when: has(16) },
);
