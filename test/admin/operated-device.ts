import { expect } from 'vitest';
import type { TestApp } from '../support/app.js';
import { quiet } from '../support/panels.js';
import { approved, registryCode, type RawDevice } from '../support/raw-device.js';

/** A registered device that has answered all its commands. */
export async function registeredTerminal(app: TestApp, sn: string, more: string): Promise<RawDevice> {
  const device = await approved(app, sn);
  await registryCode(device, `~DeviceName=${sn},LockCount=1,ReaderCount=1,StringPinFunOn=1,${more}`);
  await quiet(app, device);
  return device;
}

/** The next command, without the number that stands before it. */
export async function nextCommand(device: RawDevice): Promise<{ id: number; text: string }> {
  let line = '';
  await expect
    .poll(async () => {
      line = await device.poll();
      return line;
    })
    .toMatch(/^C:\d+:/);
  const [, id = '', text = ''] = /^C:(\d+):(.*)$/s.exec(line) ?? [];
  return { id: Number(id), text };
}
