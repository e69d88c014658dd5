/** What a client may ask for (port 4370). */
export const commands = {
  DB_RRQ: 7,
  USER_WRQ: 8,
  USERTEMP_RRQ: 9,
  USERTEMP_WRQ: 10,
  OPTIONS_RRQ: 11,
  OPTIONS_WRQ: 12,
  ATTLOG_RRQ: 13,
  CLEAR_DATA: 14,
  CLEAR_ATTLOG: 15,
  DELETE_USER: 18,
  DELETE_USERTEMP: 19,
  CLEAR_ADMIN: 20,
  USERGRP_RRQ: 21,
  USERGRP_WRQ: 22,
  USERTZ_RRQ: 23,
  USERTZ_WRQ: 24,
  GRPTZ_RRQ: 25,
  GRPTZ_WRQ: 26,
  TZ_RRQ: 27,
  TZ_WRQ: 28,
  ULG_RRQ: 29,
  ULG_WRQ: 30,
  UNLOCK: 31,
  CLEAR_ACC: 32,
  CLEAR_OPLOG: 33,
  OPLOG_RRQ: 34,
  GET_FREE_SIZES: 50,
  ENABLE_CLOCK: 57,
  STARTVERIFY: 60,
  STARTENROLL: 61,
  CANCELCAPTURE: 62,
  STATE_RRQ: 64,
  WRITE_LCD: 66,
  CLEAR_LCD: 67,
  GET_PINWIDTH: 69,
  SMS_WRQ: 70,
  SMS_RRQ: 71,
  SMS_DELETE: 72,
  UDATA_WRQ: 73,
  UDATA_DELETE: 74,
  DOORSTATE_RRQ: 75,
  WRITE_MIFARE: 76,
  EMPTY_MIFARE: 78,
  VERIFY_WRQ: 79,
  VERIFY_RRQ: 80,
  TMP_WRITE: 87,
  GET_USERTEMP: 88,
  SAVE_USERTEMPS: 110,
  CHECKSUM_BUFFER: 119,
  DEL_USER_TEMP: 134,
  GET_USERFACE: 150,
  GET_TIME: 201,
  SET_TIME: 202,
  REG_EVENT: 500,
  CONNECT: 1000,
  EXIT: 1001,
  ENABLEDEVICE: 1002,
  DISABLEDEVICE: 1003,
  RESTART: 1004,
  POWEROFF: 1005,
  SLEEP: 1006,
  RESUME: 1007,
  CAPTUREFINGER: 1009,
  TEST_TEMP: 1011,
  CAPTUREIMAGE: 1012,
  REFRESHDATA: 1013,
  REFRESHOPTION: 1014,
  TESTVOICE: 1017,
  GET_VERSION: 1100,
  CHANGE_SPEED: 1101,
  AUTH: 1102,
  AUTH_EXT: 1106,
  PREPARE_DATA: 1500,
  DATA: 1501,
  FREE_DATA: 1502,
  PREPARE_BUFFER: 1503,
  READ_BUFFER: 1504,
  UPDATEFILE: 1700,
  READFILE: 1702,
  CHECKUDISKUPDATEPACK: 1709,
  OPTIONS_DECRYPT: 1710,
  OPTIONS_ENCRYPT: 1711,
  ATTPHOTO_COUNT: 2013,
  ATTPHOTO_RRQ: 2014,
  ATTPHOTO_CLEAR: 2015,
  ATTPHOTO_LIST: 2016,
  ATTLOG_RANGE: 10004,
  UPLOAD_USERPHOTO: 10009,
  DOWNLOAD_USERPHOTO: 10010,
  GET_CAPTUREPIC: 10012,
  GET_PICLIST: 10013,
  GET_USERVD: 10020,
  UPLOAD_THEME: 10026,
  UPLOAD_PICTURE: 10027,
  DOWNLOAD_PICTURE: 10029,
  GET_USERIDCARD: 10052,
  KEY_EXCHANGE_1: 10063,
  KEY_EXCHANGE_2: 10064,
  KEY_EXCHANGE_3: 10065,
} as const;

/** What a terminal answers. */
export const replies = {
  ACK_OK: 2000,
  ACK_ERROR: 2001,
  ACK_DATA: 2002,
  ACK_RETRY: 2003,
  ACK_REPEAT: 2004,
  ACK_UNAUTH: 2005,
  ACK_LOCKED: 2032,
  ENCRYPTED: 6001,
  ACK_ERROR_DATA: 65531,
  ACK_ERROR_INIT: 65532,
  ACK_ERROR_CMD: 65533,
  ACK_UNKNOWN: 65535,
} as const;

/** Codes of newer Linux firmware, with the meaning of each. */
export const extendedErrors: Readonly<Record<number, string>> = {
  4981: 'command not supported',
  4983: 'hash could not be computed',
  4984: 'file could not be written',
  4985: 'file could not be read',
  4986: 'file does not exist',
  4987: 'session buffer overflow',
  4988: 'session buffer too small',
  4989: 'no session buffer, or nothing to read',
  4990: 'table full',
  4991: 'not found in the database',
  4992: 'database refused the deletion',
  4993: 'database could not be read, or there is no such row',
  4994: 'database refused the change',
  4995: 'database refused the row',
  4996: 'parameter error',
  4997: 'wrong length',
  4998: 'option could not be written',
  4999: 'option could not be read',
};

const replyTexts: Readonly<Record<number, string>> = {
  [replies.ACK_ERROR]: 'refused',
  [replies.ACK_RETRY]: 'to be tried again',
  [replies.ACK_REPEAT]: 'to be repeated',
  [replies.ACK_UNAUTH]: 'not authorised',
  [replies.ACK_LOCKED]: 'authentication is locked',
  [replies.ENCRYPTED]: 'encrypted firmware',
  [replies.ACK_ERROR_DATA]: 'bad data',
  [replies.ACK_ERROR_INIT]: 'not initialised',
  [replies.ACK_ERROR_CMD]: 'bad command',
  [replies.ACK_UNKNOWN]: 'unknown command',
};

const unsupported: ReadonlySet<number> = new Set([4981, replies.ACK_ERROR_CMD, replies.ACK_UNKNOWN]);
const absent: ReadonlySet<number> = new Set([4985, 4986, 4989, 4991, 4993]);

/** True where the terminal does not know the command. */
export const isUnsupported = (code: number): boolean => unsupported.has(code);

/** True if it says that there is no such thing. ACK_ERROR may mean that, or anything else. */
export const isAbsent = (code: number): boolean => absent.has(code);

/** A reply in words: `refused (2001)`. */
export const replyText = (code: number): string => `${replyTexts[code] ?? extendedErrors[code] ?? 'failed'} (${code})`;

const names = new Map<number, string>([
  ...Object.entries(commands).map(([name, code]) => [code, name] as const),
  ...Object.entries(replies).map(([name, code]) => [code, name] as const),
]);

/** The name of a command or reply code; `ERROR_4993` for extended errors, '' for unknown codes. */
export const codeName = (code: number): string => names.get(code) ?? (code in extendedErrors ? `ERROR_${code}` : '');

/** Kinds of data of classic reads (`fct`) and of CLEAR_DATA. */
export const dataKinds = {
  attendance: 1,
  fingers: 2,
  opLog: 4,
  users: 5,
  messages: 6,
  userMessages: 7,
  workCodes: 8,
} as const;

export type DataKind = keyof typeof dataKinds;

/** Bits of REG_EVENT; an event has one of them in the session field. */
export const eventCodes = {
  ATTLOG: 1,
  FINGER: 2,
  ENROLLUSER: 4,
  ENROLLFINGER: 8,
  BUTTON: 0x10,
  UNLOCK: 0x20,
  VERIFY: 0x80,
  FPFTR: 0x100,
  ALARM: 0x200,
} as const;

export const allEvents = 0xffff;

const eventNames = new Map<number, string>(Object.entries(eventCodes).map(([name, code]) => [code, name]));

/** `ATTLOG`; '' for an unknown event. */
export const eventName = (code: number): string => eventNames.get(code) ?? '';

/** What STATE_RRQ answers. */
export const terminalStates = ['waiting', 'enrolling', 'identifying', 'menu', 'busy', 'writing card'] as const;

/** Sentences that a terminal can say (TESTVOICE). */
export const voices: Readonly<Record<number, string>> = {
  0: 'thank you',
  1: 'wrong password',
  2: 'access denied',
  3: 'invalid id',
  4: 'try again',
  5: 'duplicate id',
  6: 'clock flow',
  7: 'clock full',
  8: 'duplicate finger',
  9: 'duplicate punch',
  10: 'beep',
  11: 'siren',
  13: 'bell',
  18: 'start-up',
  20: 'finger not enrolled',
  21: 'password not enrolled',
  22: 'badge not enrolled',
  23: 'face not enrolled',
  24: 'standard beep',
  30: 'invalid user',
  31: 'invalid time period',
  32: 'invalid combination',
  33: 'illegal access',
  34: 'disk full',
  35: 'duplicate fingerprint',
  36: 'fingerprint not registered',
  51: 'focus eyes on the green box',
};

/** The operations in the operation log. */
export const operations: Readonly<Record<number, string>> = {
  0: 'power on',
  1: 'power off',
  2: 'verification failed',
  3: 'alarm',
  4: 'enter menu',
  5: 'change option',
  6: 'enrol fingerprint',
  7: 'enrol password',
  8: 'enrol card',
  9: 'delete user',
  10: 'delete fingerprint',
  11: 'delete password',
  12: 'delete card',
  13: 'clear data',
  14: 'create Mifare card',
  15: 'enrol Mifare card',
  16: 'register Mifare card',
  17: 'delete Mifare registration',
  18: 'clear Mifare card',
  19: 'data to card',
  20: 'card to terminal',
  21: 'set time',
  22: 'factory reset',
  23: 'delete attendance',
  24: 'clear administrators',
  25: 'access option changed',
  26: 'user access changed',
  27: 'time zone changed',
  28: 'unlock combination changed',
  29: 'unlock',
  30: 'enrol user',
  31: 'fingerprint attribute changed',
  32: 'duress alarm',
};
