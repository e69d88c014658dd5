import type { TerminalData } from './data.js';
import type { Pace, TerminalFaults, TerminalProfile } from './profile.js';

export interface TerminalSettings {
  readonly sn?: string;
  readonly host?: string;
  /** 0 = any free port. */
  readonly port?: number;
  readonly commKey?: number;
  readonly profile?: TerminalProfile;
  readonly pace?: Pace;
  /** Milliseconds between two frames, or datagrams, that are paced. */
  readonly gapMs?: number;
  readonly faults?: TerminalFaults;
  readonly data?: TerminalData;
  readonly seed?: number;
  /** Wall clock; left out = this computer's in UTC. */
  readonly clock?: () => string;
  /** Called when the clock is set; left out = this terminal sets its own. */
  readonly setClock?: (wall: string) => void;
  /** Called when the door should open. */
  readonly unlocked?: (seconds: number) => void;
}
