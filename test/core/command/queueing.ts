import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';
import type { RawDevice } from '../../support/raw-device.js';

/** Queues a command by the admin API. @returns its number */
export async function queued(app: TestApp, device: RawDevice, body: object): Promise<number> {
  const { status, body: command } = await app.admin('POST', `/devices/${device.sn}/commands`, body);
  expect([status, command]).toEqual([201, expect.objectContaining({ status: 'queued' })]);
  return command.id as number;
}

export const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Asks again until the answer is another one; without `expect.poll`, which knows no tests beside each other. */
export async function changed(ask: () => Promise<string>, from: readonly string[]): Promise<string> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (!from.includes(answer) || tries === 150) return answer;
    await pause(100);
  }
}

/** Polls until the answer is not `OK`. */
export const nextCommand = (device: RawDevice) => changed(() => device.poll(), ['OK']);
