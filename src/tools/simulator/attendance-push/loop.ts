import { setTimeout as sleep } from 'node:timers/promises';
import { whyAway } from '../away.js';
import type { InjectedFaults } from './faults.js';
import type { AttProfile } from './profile.js';

const retrySeconds = 15;
const usualDelay = 30;
const powerOn = 0;

/** The methods that the loop calls. */
export interface Playable {
  readonly profile: AttProfile;
  readonly faults: InjectedFaults;
  readonly config: ReadonlyMap<string, string>;
  readonly tell: (news: { readonly what: 'away'; readonly why: string }) => void;
  operation(code: number): void;
  contact(): Promise<'accepted' | 'refused'>;
  flush(): Promise<number>;
  /** How many commands there were, or the status of a refusal. */
  poll(): Promise<number | { readonly refused: number }>;
}

/**
 * Runs a terminal until the signal. It stays connected as long as it can, and connects again as soon as it can. Never
 * rejects.
 */
export async function play(terminal: Playable, pollSeconds: number | undefined, signal: AbortSignal): Promise<void> {
  terminal.operation(powerOn);
  while (!signal.aborted) {
    try {
      if ((await terminal.contact()) === 'accepted') await stayOnline(terminal, pollSeconds, signal);
    } catch (error) {
      terminal.tell({ what: 'away', why: whyAway(error) });
    }
    await pauseFor(Math.min(retrySeconds, pollSeconds ?? retrySeconds), signal);
  }
}

/** The interval grows from a second to Delay while the server has no commands (Attendance PUSH 4.6). */
async function stayOnline(terminal: Playable, pollSeconds: number | undefined, signal: AbortSignal): Promise<void> {
  let seconds = 1;
  while (!signal.aborted) {
    const done = await turn(terminal);
    if (typeof done !== 'number') return;
    const most = pollSeconds ?? (Number(terminal.config.get('Delay')) || usualDelay);
    seconds = done > 0 ? 1 : seconds + (terminal.profile.pushVersion === null ? most / 5 : 0.5);
    await pauseFor(Math.min(seconds, most), signal);
  }
}

async function pauseFor(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1_000, undefined, { signal }).catch(() => undefined);
}

/** Uploads, then a poll; some firmware does both at once. */
async function turn(terminal: Playable): ReturnType<Playable['poll']> {
  if (!terminal.faults.does('overlap')) {
    await terminal.flush();
    return terminal.poll();
  }
  const [done] = await Promise.all([terminal.poll(), terminal.flush()]);
  return done;
}
