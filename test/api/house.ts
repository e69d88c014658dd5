import { DeviceService } from '../../src/device/device.service.js';
import { DoorRegistrationService } from '../../src/door/door-registration.service.js';
import type { TestApp } from '../support/app.js';

interface Panel {
  readonly id: string;
  readonly name?: string;
  readonly doors?: number;
  readonly readers?: number;
  readonly online?: boolean;
}

/** An approved controller with its doors and readers, as registration would make them. */
export async function addPanel(site: TestApp, sn: string, panel: Panel): Promise<void> {
  const { id, name = sn, doors = 2, readers = null, online = true } = panel;
  const { app } = site;
  await site.work.run(async (tx) => {
    await app.get(DeviceService).add(tx, { sn, id, name });
    await app.get(DoorRegistrationService).ensureDoors(tx, { sn, name }, doors, readers);
  });
  await site.sql(`UPDATE device SET online = $2, type = 'inBIO460', last_seen_at = now() WHERE sn = $1`, [sn, online]);
}

export const doorId = async (site: TestApp, name: string): Promise<string> =>
  (await site.sql<{ id: string }>('SELECT id FROM door WHERE name = $1', [name]))[0]?.id ?? '';

export const generalId = '91d6befb554988f3a2544c2ae6686664';
