/** The reasons why something cannot be done, in our words. Each API has its own code for each reason. */
export type Reason =
  | 'invalid'
  | 'conflict'
  | 'notFound'
  | 'unauthorized'
  | 'forbidden'
  | 'tooMany'
  | 'tooLarge'
  | 'confirm'
  | 'crossSite'
  | 'changed'
  | 'unavailable'
  | 'tooManyStreams'
  | 'cursorTooOld'
  | 'cursorAhead'
  | 'departmentIncomplete'
  | 'departmentNameTaken'
  | 'departmentNotFound'
  | 'departmentParentInvalid'
  | 'departmentInUse'
  | 'pinMissing'
  | 'personNotFound'
  | 'cardTaken'
  | 'levelNotFound'
  | 'passwordTaken'
  | 'mailTaken'
  | 'photoInvalid'
  | 'pinInvalid'
  | 'templateNotFound'
  | 'personOrLevelMissing'
  | 'levelMissing'
  | 'doorMissing'
  | 'intervalInvalid'
  | 'doorNameMissing'
  | 'doorNotFound'
  | 'snMissing'
  | 'areaNotFound'
  | 'pageNotPositive'
  | 'pageTooLarge'
  | 'pageMissing'
  | 'timeInvalid'
  | 'timeRangeInvalid'
  | 'deviceNotFound'
  | 'deviceOffline'
  | 'deviceUnsupported'
  | 'deviceRefused'
  | 'noAnswer'
  | 'readerMissing'
  | 'readerNotFound'
  | 'levelEmpty'
  | 'templateExists'
  | 'validTypeInvalid'
  | 'templateNoInvalid'
  | 'grantFailed'
  | 'revokeFailed'
  | 'mediaNotFound'
  | 'mediaFormat'
  | 'pinsMissing'
  | 'tooManyPins'
  | 'areaMissing'
  | 'syncFailed'
  | 'eleSnMissing'
  | 'floorMissing'
  | 'openTimeMissing'
  | 'openTimeInvalid'
  | 'operationInvalid'
  | 'listTypeInvalid'
  | 'timeParameterInvalid'
  | 'carPlateInvalid'
  | 'hostMissing'
  | 'certTypeMissing'
  | 'certNumberMissing'
  | 'visitorNameMissing'
  | 'reservationExists'
  | 'reservationNotNeeded'
  | 'visitReasonMissing'
  | 'visitDateMissing'
  | 'reservationNotFound'
  | 'dateFormatInvalid'
  | 'certTypeInvalid'
  | 'nationalIdInvalid'
  | 'dateIncorrect'
  | 'employeeNotFound'
  | 'blockListed'
  | 'alreadyRegistered'
  | 'notRegistered'
  | 'visitorNotFound'
  | 'visitorCountInvalid'
  | 'nothingSelected'
  | 'visitedDepartmentNotFound'
  | 'specialCharacters'
  | 'photoUnqualified'
  | 'openGateTypeMissing'
  | 'openGateTypeInvalid'
  | 'photoTooSmall'
  | 'photoNotInColour'
  | 'photoBlurred'
  | 'photoOverExposed'
  | 'photoTooDark';

/** A reason in words: `departmentInUse` -> `department in use`. */
export const wordsOf = (reason: Reason): string => reason.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A refusal that the caller is told. Any other error is a bug. */
export class Failure extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    /** Members of the answer beside code and message, for instance a command's number. */
    readonly data: Readonly<Record<string, unknown>> | null = null,
  ) {
    super(message);
  }
}

/** What is wrong with one field. `code` and `params` are for programs and for other languages, the message is English. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** A refusal that says for programs what is wrong with one field. */
export const faulty = (fault: FieldFault, reason: Reason = 'invalid'): Failure =>
  new Failure(reason, fault.message, { errors: [fault] });

/** A value that is not accepted: the answer names its field. */
export const fieldError = (field: string, message: string, reason: 'invalid' | 'conflict' = 'invalid'): Failure =>
  new Failure(reason, `${field} ${message}`, {
    errors: [{ field, code: 'invalid', message: `${field} ${message}` } satisfies FieldFault],
  });

/** A field that has to be there. */
export const missing = (field: string, message: string): Failure =>
  new Failure('invalid', `${field} ${message}`, {
    errors: [{ field, code: 'missing', message: `${field} ${message}` } satisfies FieldFault],
  });

/**
 * A value that must be unique and is another's.
 * @param by whose it is: an id, a pin or a name
 */
export const taken = (field: string, by: string, message: string, reason: Reason = 'conflict'): Failure =>
  new Failure(reason, message, { errors: [{ field, code: 'taken', params: { by }, message } satisfies FieldFault] });

/**
 * The message of an error. For a path that does not exist the framework repeats the whole address, and clients of the
 * facade may put their token there.
 */
export const saidBy = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^(Cannot [A-Z]+ [^?&]*)[?&].*$/s, '$1') : String(error);

/**
 * For a failure at the start: the message begins with the variable that caused it. The stack stays, for
 * LOG_LEVEL=debug.
 */
export const about =
  (variable: string) =>
  (cause: unknown): never => {
    throw new Error(`${variable}: ${saidBy(cause)}`, { cause });
  };

/** Errors that the address of a listener causes; for all others the port is the cause. */
const isAddress = (error: unknown): boolean =>
  ['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN'].includes((error as NodeJS.ErrnoException).code ?? '');

export const aboutListening =
  (portVariable: string) =>
  (cause: unknown): never =>
    about(isAddress(cause) ? 'HOST' : portVariable)(cause);
