import { setTimeout as sleep } from 'node:timers/promises';
import type { AttTerminal } from './terminal.js';

const retrySeconds = 15;
const usualDelay = 30;
const powerOn = 0;

/** Plays a terminal until the signal: on the line as long as it can be, back on it as soon as it can be. Never rejects. */
export async function play(terminal: AttTerminal, pollSeconds: number | undefined, signal: AbortSignal): Promise<void> {
  terminal.operation(powerOn);
  while (!signal.aborted) {
    try {
      if ((await terminal.contact()) === 'accepted') await stayOnline(terminal, pollSeconds, signal);
    } catch (error) {
      terminal.tell({ what: 'away', why: error instanceof Error ? error.message : String(error) });
    }
    await pauseFor(Math.min(retrySeconds, pollSeconds ?? retrySeconds), signal);
  }
}

/** The interval climbs from a second to Delay while nothing is asked of it (Attendance PUSH 4.6). */
async function stayOnline(terminal: AttTerminal, pollSeconds: number | undefined, signal: AbortSignal): Promise<void> {
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
async function turn(terminal: AttTerminal): ReturnType<AttTerminal['poll']> {
  if (!terminal.misdeeds.does('overlap')) {
    await terminal.flush();
    return terminal.poll();
  }
  const [done] = await Promise.all([terminal.poll(), terminal.flush()]);
  return done;
}
