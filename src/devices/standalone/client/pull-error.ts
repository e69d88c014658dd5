import { replyText, isUnsupported } from '../../../protocol/standalone/codes.js';

export type PullFault =
  /** Nobody there, no answer, or the connection broke. */
  | 'unreachable'
  /** The comm key is wrong or missing, or too many wrong ones were tried. */
  | 'authFailed'
  /** What came is not the protocol, or not what was asked for. */
  | 'protocol'
  /** The terminal does not know the command. */
  | 'notSupported'
  /** The terminal knows it and says no. */
  | 'refused'
  /** An address that is not dialled. */
  | 'forbidden'
  /** New firmware that talks encrypted on this port. */
  | 'encrypted';

/** Why a terminal on port 4370 could not be asked. */
export class PullError extends Error {
  constructor(
    readonly fault: PullFault,
    message: string,
    /** What the terminal answered, where it did. */
    readonly code?: number,
  ) {
    super(message);
  }
}

/** The life of what was to be said was over: nothing went out. */
export class TooLate extends Error {}

/** A connection that the other side ended. */
export class HungUp extends PullError {}

/** The protocol, written in a way of its own: `tolerant` reads it. */
export class Garbled extends PullError {}

export const isPullError = (error: unknown, ...faults: PullFault[]): error is PullError =>
  error instanceof PullError && (faults.length === 0 || faults.includes(error.fault));

/** A terminal's no to what was asked. */
export function refused(what: string, code: number): PullError {
  return new PullError(isUnsupported(code) ? 'notSupported' : 'refused', `${what}: ${replyText(code)}`, code);
}

/** A terminal of this kind cannot be talked to at all, and what to do about it. */
export const encryptedFirmware = (): PullError =>
  new PullError(
    'encrypted',
    'the terminal talks only encrypted on this port (6001): set it up to push to this server instead',
    6001,
  );
