import type { Agent } from 'node:http';
import type { Faults } from './faults.js';
import type { FirmwareQuirks } from './firmware-quirks.js';
import type { Numbered } from './instruction.js';
import type { Refusal } from './memory.js';
import type { ProfileName } from './profile.js';
import type { Exchange, Sent } from './transport.js';

/**
 * What happens to a command: `answer` carries it out and reports; `silent` carries it out and reports nothing; `lost`
 * does neither, as if the answer to the poll never arrived; a number is reported without carrying it out.
 */
export type CommandFate = 'answer' | 'silent' | 'lost' | number;

/** A quirk that is named here replaces the profile's. */
export interface PanelOptions extends Partial<FirmwareQuirks> {
  readonly url: string;
  readonly sn: string;
  readonly profile?: ProfileName;
  readonly doors?: number | undefined;
  readonly readers?: number;
  /** Doors without a sensor report 0; default true. */
  readonly sensors?: boolean;
  /** Registration parameters that replace the profile's, such as AccSupportFunList; new names are sent last. */
  readonly options?: Readonly<Record<string, string>>;
  /** Zone of the panel's clock; default UTC. */
  readonly zone?: string;
  readonly pushVersion?: string;
  /** The vendor's encryption is switched on in its menu. */
  readonly asksEncryption?: boolean;
  /** Instead of the RequestDelay that the server gives. */
  readonly pollSeconds?: number | undefined;
  /** Pause before the next try of a panel that is away or refused; default 5. */
  readonly retrySeconds?: number;
  /** Random faults. */
  readonly faults?: Faults;
  /** The same seed repeats the same run. */
  readonly seed?: number;
  readonly maxUsers?: number;
  /** Old firmware stores the validity of a user but ignores it. */
  readonly ignoreUserDates?: boolean;
  readonly onCommand?: (id: string, text: string) => CommandFate;
  readonly refuse?: Refusal;
  /** A code for commands that begin with these words, in lower case: `upgrade url=...`, `control device`. */
  readonly refuseCommands?: (words: string) => number | undefined;
  /** Asks the server at each reader (AutoServerMode). */
  readonly remoteIdentification?: boolean;
  /** Serial numbers of controllers behind this one, which makes it their master (appendix 15). */
  readonly subDevices?: readonly string[];
  /** Seconds by which the clock is wrong at first, and by which it drifts in a day. */
  readonly drift?: number;
  readonly driftPerDay?: number;
  /** Restarts by itself, at this interval in seconds. */
  readonly rebootSeconds?: number;
  /** Gets every request and its answer. */
  readonly heard?: ((request: Sent, exchange: Exchange) => void) | undefined;
  readonly tell?: (news: PanelNews) => void;
  readonly agent?: Agent;
}

/** A message for the person who watches the simulator. */
export type PanelNews =
  | { readonly what: 'registered' }
  | { readonly what: 'refused'; readonly status: number }
  | { readonly what: 'away'; readonly why: string }
  | { readonly what: 'restarting' }
  | { readonly what: 'command'; readonly id: string; readonly text: string; readonly code: number | null }
  | { readonly what: 'opened'; readonly door: number; readonly seconds: number | 'hold' }
  | { readonly what: 'event'; readonly line: string }
  | { readonly what: 'tips'; readonly text: string };

export interface Executed extends Numbered {
  /** What was, or would have been, reported; null for a lost command. */
  readonly code: number | null;
  readonly answered: boolean;
}

/** The server did not answer a poll with 200: the panel must register again, or wait. */
export class PollRefused extends Error {
  constructor(readonly status: number) {
    super(`the server answers a poll with ${status}`);
  }
}
