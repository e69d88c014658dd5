import type { Reason } from '../errors.js';

/** Success; clients compare it strictly. */
export const ok = 0;

/** "Program error": whatever the vendor has no code of its own for. */
export const programError = -1;

/** The vendor's code for each reason a call can fail (API manual 3.1; -102 to -105 are of the later v1.2). */
export const codeOf = {
  invalid: programError,
  conflict: programError,
  notFound: programError,
  unauthorized: programError,
  forbidden: programError,
  tooMany: programError,
  tooLarge: programError,
  unavailable: programError,
  departmentIncomplete: -10,
  departmentNameTaken: -12,
  departmentNotFound: -13,
  departmentParentInvalid: -14,
  departmentInUse: -15,
  pinMissing: -20,
  personNotFound: -22,
  cardTaken: -23,
  levelNotFound: -24,
  passwordTaken: -26,
  photoInvalid: -27,
  pinInvalid: -29,
  templateNotFound: -34,
  personOrLevelMissing: -42,
  levelMissing: -43,
  doorMissing: -44,
  intervalInvalid: -45,
  doorNameMissing: -46,
  doorNotFound: -47,
  snMissing: -48,
  areaNotFound: -80,
  pageNotPositive: -90,
  pageTooLarge: -91,
  pageMissing: -92,
  timeInvalid: -100,
  timeRangeInvalid: -101,
  deviceNotFound: -102,
  deviceOffline: -103,
  deviceUnsupported: -104,
  deviceRefused: programError,
  noAnswer: programError,
  readerMissing: -263,
  readerNotFound: -264,
} as const satisfies Record<Reason, number>;
