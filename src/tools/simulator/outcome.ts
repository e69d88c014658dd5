import type { PanelEvent } from './journal.js';
import type { Upload } from './upload.js';

/** The result of carrying out a command: its `Return` and `CMD`, and what else the panel sends or does. */
export interface Outcome {
  readonly code: number;
  readonly cmd: string;
  /** Sent before the result: the requested data. */
  readonly uploads: readonly Upload[];
  /** Sent unasked after the result. */
  readonly after: readonly Upload[];
  readonly events: readonly PanelEvent[];
  /** The panel restarts after the result. */
  readonly restart: boolean;
  /** The command was about doors, so their state is sent. */
  readonly doorsTouched: boolean;
  /** First the code for "in progress", -5000, then the result under the same id. */
  readonly pending: boolean;
}

/** Codes of appendix 1 that the panel answers with. */
export const returns = {
  done: 0,
  noResponse: -2,
  notAuthorised: -8,
  wrongParameter: -11,
  failed: -12,
  noSuchCommand: -13,
  noSuchFile: -17,
  wrongChecksum: -19,
  wrongSize: -20,
  noSuchUser: -27,
  noSuchCondition: -101,
  malformedUrl: -618,
  wrongTable: -629,
  wrongBase64: -631,
  unsupported: -708,
  httpError: -726,
  noServer: -730,
  pending: -5000,
} as const;

export function outcome(cmd: string, code: number, more: Partial<Outcome> = {}): Outcome {
  return {
    code,
    cmd,
    uploads: [],
    after: [],
    events: [],
    restart: false,
    doorsTouched: false,
    pending: false,
    ...more,
  };
}
