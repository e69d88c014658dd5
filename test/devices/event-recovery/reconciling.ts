import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { quiet } from '../../support/answering.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';

/** Position 11: the device knows ACCOUNT. */
export const account = 'AccSupportFunList=000000000001';
export const controller = `DeviceType=acc,MachineType=10,LockCount=2,${account}`;
export const terminal = `DeviceType=acc,MachineType=101,LockCount=1,${account}`;

/** As a real tar makes it. */
export function tgz(text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'postern-'));
  try {
    writeFileSync(join(folder, 'transaction.txt'), text);
    return execFileSync('tar', ['-C', folder, '-czf', '-', 'transaction.txt']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const overview = (raw: RawDevice, id: string, text: string) =>
  brief(raw.post(`/iclock/cdata?cmdid=${id}&desc=overview`, text));
export const file = (raw: RawDevice, id: string, sequence: number, body: Buffer, count: number) =>
  brief(
    raw.post(`/iclock/file?cmdid=${id}&fileseq=${sequence}&contenttype=tgz&table=transaction&count=${count}`, body),
  );

/** What specs do with the reconciliations of their own apps. */
export function reconciling(app: () => TestApp) {
  /** Registers a device and answers all commands that follow from it. */
  async function device(sn: string, options: string): Promise<RawDevice> {
    const raw = await approved(app(), sn);
    await registryCode(raw, options);
    await quiet(app(), raw);
    return raw;
  }

  const events = (sn: string) =>
    app().sql<{ log_id: number; event_time: string; pin: string; event_no: number }>(
      'SELECT log_id, event_time::text, pin, event_no FROM event WHERE sn = $1 AND log_id > 0 ORDER BY log_id',
      [sn],
    );

  const newest = async (sn: string) => (await app().admin('GET', `/devices/${sn}/reconciliations`)).body.items[0];
  const ended = async (sn: string) => {
    await expect.poll(async () => (await newest(sn)).finishedAt).not.toBeNull();
    return newest(sn);
  };

  const fetchEvents = (sn: string, period: object = {}) =>
    app().admin('POST', `/devices/${sn}/fetch`, { what: 'events', ...period });

  return { device, events, newest, ended, fetchEvents };
}
