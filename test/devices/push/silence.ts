import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import type { TestApp } from '../../support/app.js';

/** The device was last heard ten minutes ago. */
export async function silence(app: TestApp, sn: string): Promise<void> {
  const pulse = app.app.get(DeviceCache, { strict: false }).pulse(sn);
  pulse.seenAt = 0;
  pulse.unsaved = false;
  await app.sql(`UPDATE device SET last_seen_at = clock_timestamp() - interval '10 minutes' WHERE sn = $1`, [sn]);
}
