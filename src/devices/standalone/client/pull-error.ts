import { replyText, isUnsupported } from '../../../protocol/standalone/codes.js';

export type PullFault =
  /** The terminal is not there, does not answer, or the connection broke. */
  | 'unreachable'
  /** The comm key is wrong or missing, or too many wrong ones were tried. */
  | 'authFailed'
  /** The answer is not in the protocol, or not what was requested. */
  | 'protocol'
  /** The terminal does not know the command. */
  | 'notSupported'
  /** The terminal knows the command and refuses it. */
  | 'refused'
  /** An address that must not be called. */
  | 'forbidden'
  /** New firmware that uses encryption on this port. */
  | 'encrypted';

/** The reason why a request to a terminal on port 4370 has failed. */
export class PullError extends Error {
  constructor(
    readonly fault: PullFault,
    message: string,
    /** The terminal's answer, if there was one. */
    readonly code?: number,
  ) {
    super(message);
  }
}

/** The life of the order was over: nothing was sent. */
export class TooLate extends Error {}

/** A connection that the other side ended. */
export class HungUp extends PullError {}

/** The protocol in an unusual form: the option `tolerant` reads it. */
export class Garbled extends PullError {}

export const isPullError = (error: unknown, ...faults: PullFault[]): error is PullError =>
  error instanceof PullError && (faults.length === 0 || faults.includes(error.fault));

/** A terminal's refusal of a request. */
export function refused(what: string, code: number): PullError {
  return new PullError(isUnsupported(code) ? 'notSupported' : 'refused', `${what}: ${replyText(code)}`, code);
}

/** A terminal of this kind cannot be used at all, and what to do about it. */
export const encryptedFirmware = (): PullError =>
  new PullError(
    'encrypted',
    'the terminal talks only encrypted on this port (6001): set it up to push to this server instead',
    6001,
  );
