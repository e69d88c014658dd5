import { expect } from 'vitest';
import type { Answer, TestApp } from './app.js';

/** As long as one call may wait. */
const longestWait = 25;

/** A comparison with what the device holds, once it has ended: on a busy machine that takes longer than a call waits. */
export async function verified(app: TestApp, sn: string, body: object = {}): Promise<Answer> {
  const answer = await app.admin('POST', `/devices/${sn}/verify?wait=${longestWait}`, body);
  if (answer.status !== 202) return answer;
  const found = () => app.admin('GET', `/devices/${sn}/verifications/${(answer.body as { id: number }).id}`);
  await expect.poll(async () => (await found()).body.status as string).not.toBe('running');
  return found();
}
