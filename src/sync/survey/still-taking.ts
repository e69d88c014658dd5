import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../platform/errors.js';

const patienceMs = 5_000;
const againAfterMs = 100;

/** What was taken away since a reading is not worked out yet: the reading may still say what does not hold any more. */
export class StillTaking extends Failure {
  constructor(sn: string) {
    super('conflict', `what was taken away is still being worked out for device ${sn}: try again in some seconds`);
  }
}

/** Tries again for some seconds: mostly it takes milliseconds. @throws StillTaking */
export async function onceTaken<T>(attempt: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + patienceMs; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StillTaking) || Date.now() > until) throw error;
    }
    await setTimeout(againAfterMs);
  }
}
