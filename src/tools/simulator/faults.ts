import type { Random } from './random.js';
import type { Fate } from './transport.js';

/** Random faults, as shares from 0 to 1. */
export interface Faults {
  /** Commands that never arrive, or whose result never does. */
  readonly lostAnswers?: number;
  /** Uploads that never arrive, or whose answer never does. */
  readonly lostUploads?: number;
}

/** Uploads of events, states and rows get lost: half of them on the way to the server, half on the way back. */
export function fateOfRequests({ lostUploads = 0 }: Faults, random: Random): (path: string) => Fate {
  return (path) => {
    if (lostUploads === 0 || !/\/cdata\?.*table=/.test(path) || random() >= lostUploads) return 'arrives';
    return random() < 0.5 ? 'never sent' : 'answer lost';
  };
}

/** `lost` did not arrive, `silent` was carried out without an answer. */
export function fateOfCommands({ lostAnswers = 0 }: Faults, random: Random): () => 'answer' | 'lost' | 'silent' {
  return () => {
    if (lostAnswers === 0 || random() >= lostAnswers) return 'answer';
    return random() < 0.5 ? 'lost' : 'silent';
  };
}
