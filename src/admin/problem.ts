import type { Reason } from '../errors.js';

/** HTTP status of the admin API for each reason. */
export const statusOf = {
  invalid: 400,
  conflict: 409,
  notFound: 404,
  unauthorized: 401,
  forbidden: 403,
  tooMany: 429,
  tooLarge: 413,
  unavailable: 503,
  departmentIncomplete: 400,
  departmentNameTaken: 409,
  departmentNotFound: 404,
  departmentParentInvalid: 400,
  departmentInUse: 409,
  pinMissing: 400,
  personNotFound: 404,
  cardTaken: 409,
  levelNotFound: 404,
  passwordTaken: 409,
  photoInvalid: 400,
  pinInvalid: 400,
  templateNotFound: 404,
  personOrLevelMissing: 400,
  levelMissing: 400,
  doorMissing: 400,
  intervalInvalid: 400,
  doorNameMissing: 400,
  doorNotFound: 404,
  snMissing: 400,
  areaNotFound: 404,
  pageNotPositive: 400,
  pageTooLarge: 400,
  pageMissing: 400,
  timeInvalid: 400,
  timeRangeInvalid: 400,
  deviceNotFound: 404,
  deviceOffline: 409,
  deviceUnsupported: 409,
  deviceRefused: 409,
  noAnswer: 504,
  readerMissing: 400,
  readerNotFound: 404,
} as const satisfies Record<Reason, number>;

/** Problem details (RFC 9457). The type is a name, not an address: there is nothing behind it to fetch. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly [more: string]: unknown;
}

/** `departmentInUse` -> `department in use`. */
const titleOf = (reason: string) => reason.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** @param more what the answer carries beside, for instance `errors` by field */
export function problem(reason: Reason, detail: string, instance: string, more: object | null = null): Problem {
  const status = statusOf[reason];
  return { type: `urn:postern:${reason}`, title: titleOf(reason), status, detail, instance, ...more };
}

/** What stands for a fault of ours: nothing of it is told. */
export const faultProblem = (instance: string): Problem => ({
  type: 'about:blank',
  title: 'internal error',
  status: 500,
  detail: 'this is a fault of the gateway; its log tells more',
  instance,
});
