import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedPanel } from './panel.js';
import { PollRefused } from './panel-options.js';

interface Pace {
  /** In place of the RequestDelay of the server's configuration. */
  readonly pollSeconds: number | undefined;
  readonly retrySeconds: number;
}

/** Appendix 2: the panel was switched on, and it has reached the server. */
const started = 206;
const connected = 214;

/** Plays a panel until the signal: on the line as long as it can be, back on it as soon as it can be. Never rejects. */
export async function play(panel: SimulatedPanel, pace: Pace, signal: AbortSignal): Promise<void> {
  panel.journal.record({ event: started, door: 0 }, panel.clock.wall());
  while (!signal.aborted) {
    try {
      if ((await panel.connect()) === 'registered') await stayOnline(panel, pace, signal);
    } catch {
      panel.tell({ what: 'away' });
    }
    await pause(pace.retrySeconds, signal);
  }
}

/** Polls until the server refuses, and tries on through its passing troubles (5xx); rejects when it cannot be reached. */
async function stayOnline(panel: SimulatedPanel, pace: Pace, signal: AbortSignal): Promise<void> {
  await panel.fetchTime();
  await panel.sendEvent({ event: connected, door: 0 });
  await panel.sendState();
  while (!signal.aborted) {
    const busy = await pollOnce(panel);
    if (busy === 'refused') return;
    if (busy) continue;
    await pause(pace.pollSeconds ?? (Number(panel.session.config.requestdelay) || 30), signal);
  }
}

/** A panel that got commands asks for more at once. */
async function pollOnce(panel: SimulatedPanel): Promise<boolean | 'refused'> {
  await panel.flush();
  try {
    return (await panel.poll()).length > 0;
  } catch (error) {
    if (!(error instanceof PollRefused)) throw error;
    return error.status >= 500 ? false : 'refused';
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
