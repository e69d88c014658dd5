import { Failure } from '../../platform/errors.js';
import { checkCertType, nationalId, type Certificate } from './certificate.js';
import { isNationalId, type NationalIdRule } from './national-id.js';
import type { VisitPhotoKind } from './visit.entity.js';

/** The facts about a visitor in a request; a missing value stays as at the last visit, an empty one clears it. */
export interface VisitorFacts {
  readonly name: string;
  readonly lastName?: string | undefined;
  readonly gender?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
  readonly carPlate?: string | undefined;
}

/** The visitor's host, reason and time; the wall clock is that of the site. */
export interface Appointment extends Certificate, VisitorFacts {
  readonly hostPin: string;
  readonly visitReason: string;
  readonly startTime: string;
  readonly endTime: string;
  /** Code of the department that is visited; empty = not given. */
  readonly deptCode?: string | undefined;
}

export interface Registration extends Appointment {
  readonly visitorCount: number;
  readonly cardNo?: string | undefined;
  /** Empty = the levels that the installation gives to every visitor. */
  readonly levelIds?: readonly string[] | undefined;
  readonly enterPlaceId?: string | undefined;
  /** JPEGs. */
  readonly photos?: Readonly<Partial<Record<VisitPhotoKind, Buffer>>> | undefined;
}

/** Characters that are no part of a name, and characters that no text may have. */
const notInNames = /[<>"&%$#@!*^=+{}[\]|\\~;:?`]|\p{Cc}/u;
const notInTexts = /[<>]|(?!\s)\p{Cc}/u;
const inNumbers = /^[\p{L}\p{N}\s.\-/()_]+$/u;

const special = (field: string) => new Failure('specialCharacters', `${field} contains special characters`);

/** @throws Failure specialCharacters */
function checkCharacters({ name, lastName = '', company = '', visitReason, certNumber }: Appointment): void {
  if (notInNames.test(name)) throw special('visEmpName');
  if (notInNames.test(lastName)) throw special('visEmpLastName');
  if (!inNumbers.test(certNumber)) throw special('certNum');
  if (notInTexts.test(company)) throw special('company');
  if (notInTexts.test(visitReason)) throw special('visitReason');
}

/**
 * The checks of an appointment that need no database.
 * @param clock the site's, `yyyy-MM-dd HH:mm:ss`
 * @throws Failure certTypeInvalid, specialCharacters, nationalIdInvalid, dateIncorrect
 */
export function checkAppointment(said: Appointment, rule: NationalIdRule, clock: string): void {
  checkCertType(said.certType, said.certTypes);
  checkCharacters(said);
  if (said.certType === nationalId && !isNationalId(rule, said.certNumber)) {
    throw new Failure('nationalIdInvalid', 'certNum: please fill in the correct national ID number');
  }
  if (said.startTime > said.endTime) {
    throw new Failure('dateIncorrect', `the visit begins at ${said.startTime} and ends before, at ${said.endTime}`);
  }
  if (said.endTime < clock) throw new Failure('dateIncorrect', `the visit is over already: it ends at ${said.endTime}`);
}

const genders = new Map(Object.entries({ '': '', m: 'M', f: 'F', male: 'M', female: 'F' }));

/** @throws Failure invalid */
export function genderOf(text: string): string {
  const gender = genders.get(text.toLowerCase());
  if (gender === undefined) throw new Failure('invalid', 'gender must be M, F, male or female');
  return gender;
}
