import { expect } from 'vitest';
import type { TestApp } from './app.js';
import { counted } from './panels.js';
import type { RawDevice } from './raw-device.js';

/** One poll; all commands in it are answered as done. */
async function answer(app: TestApp, raw: RawDevice): Promise<void> {
  const [, id, text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await raw.poll()) ?? [];
  if (id === undefined) return;
  await counted(app, raw, id, text);
  await raw.result(`ID=${id}&Return=0&CMD=DATA`);
}

/** Answers all commands until the device holds what it should. */
export async function quiet(app: TestApp, raw: RawDevice): Promise<void> {
  await expect
    .poll(async () => {
      await answer(app, raw);
      return (await app.admin('GET', `/devices/${raw.sn}`)).body.sync.inSync;
    })
    .toBe(true);
}

/** The parts of the next command that matches; others are answered as done. */
export async function handedOut(raw: RawDevice, form: RegExp): Promise<readonly string[]> {
  const found: string[][] = [];
  const others: string[] = [];
  await expect
    .poll(async () => {
      const text = await raw.poll();
      const parts = form.exec(text)?.slice(1);
      const other = parts ? undefined : /^C:(\d+):/.exec(text)?.[1];
      if (parts) found.push(parts);
      if (other !== undefined) {
        others.push(text);
        await raw.result(`ID=${other}&Return=0&CMD=DATA`);
      }
      return found.length > 0 ? 'found' : others;
    })
    .toBe('found');
  return found[0] ?? [];
}
