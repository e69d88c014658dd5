import { wordsOf, type Reason } from '../../platform/errors.js';

/** HTTP status of the admin API for each reason. */
export const statusOf = {
  invalid: 400,
  conflict: 409,
  notFound: 404,
  unauthorized: 401,
  forbidden: 403,
  tooMany: 429,
  tooLarge: 413,
  confirm: 403,
  crossSite: 403,
  changed: 412,
  unavailable: 503,
  tooManyStreams: 503,
  cursorTooOld: 410,
  cursorAhead: 409,
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
  mailTaken: 409,
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
  levelEmpty: 404,
  templateExists: 409,
  validTypeInvalid: 400,
  templateNoInvalid: 400,
  grantFailed: 409,
  revokeFailed: 409,
  mediaNotFound: 404,
  mediaFormat: 400,
  pinsMissing: 400,
  tooManyPins: 400,
  areaMissing: 400,
  syncFailed: 409,
  eleSnMissing: 400,
  floorMissing: 400,
  openTimeMissing: 400,
  openTimeInvalid: 400,
  operationInvalid: 400,
  listTypeInvalid: 400,
  timeParameterInvalid: 400,
  carPlateInvalid: 400,
  hostMissing: 400,
  certTypeMissing: 400,
  certNumberMissing: 400,
  visitorNameMissing: 400,
  reservationExists: 409,
  reservationNotNeeded: 409,
  visitReasonMissing: 400,
  visitDateMissing: 400,
  reservationNotFound: 404,
  dateFormatInvalid: 400,
  certTypeInvalid: 400,
  nationalIdInvalid: 400,
  dateIncorrect: 400,
  employeeNotFound: 404,
  blockListed: 409,
  alreadyRegistered: 409,
  notRegistered: 409,
  visitorNotFound: 404,
  visitorCountInvalid: 400,
  nothingSelected: 400,
  visitedDepartmentNotFound: 404,
  specialCharacters: 400,
  photoUnqualified: 400,
  openGateTypeMissing: 400,
  openGateTypeInvalid: 400,
  photoTooSmall: 400,
  photoNotInColour: 400,
  photoBlurred: 400,
  photoOverExposed: 400,
  photoTooDark: 400,
} as const satisfies Record<Reason, number>;

/** Problem details (RFC 9457). The type is a name, not an address: there is no page behind it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly [more: string]: unknown;
}

/** Refusals that a program tells apart by `code`, and that have no type of their own. */
const coded: ReadonlySet<Reason> = new Set(['cursorTooOld', 'cursorAhead']);

/** @param more further members of the answer, for instance `errors` by field */
export function problem(reason: Reason, detail: string, instance: string, more: object | null = null): Problem {
  const status = statusOf[reason];
  const named = coded.has(reason) ? { type: 'about:blank', code: reason } : { type: `urn:postern:${reason}` };
  return { ...named, title: wordsOf(reason), status, detail, instance, ...more };
}

/** The answer for an internal error: it tells no details. */
export const faultProblem = (instance: string): Problem => ({
  type: 'about:blank',
  title: 'internal error',
  status: 500,
  detail: 'this is a fault of the gateway; its log tells more',
  instance,
});
