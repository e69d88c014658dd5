import { Device } from '../../src/modules/device/device.entity.js';
import { DeviceService } from '../../src/modules/device/device.service.js';
import { DoorRegistrationService } from '../../src/modules/door/door-registration.service.js';
import { PartRegistrationService } from '../../src/devices/access-push/part-registration.service.js';
import type { TestApp } from './app.js';

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

interface Controller {
  readonly id: string;
  readonly name?: string;
  readonly module: 'ele' | 'psg';
  /** The options of its registration. */
  readonly options: Readonly<Record<string, string>>;
}

/** An approved controller of elevators or gates with its parts, as registration would make them. */
export async function addController(site: TestApp, sn: string, controller: Controller): Promise<void> {
  const { id, name = sn, module, options } = controller;
  await site.work.run(async (tx) => {
    await site.app.get(DeviceService).add(tx, { sn, id, name, module });
    await tx.update(Device, { sn }, { options, online: true, type: options.DeviceName ?? '', cameBackAt: new Date() });
    await site.app.get(PartRegistrationService).ensure(tx, await tx.findOneByOrFail(Device, { sn }));
  });
}
