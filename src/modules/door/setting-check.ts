import type { EntityManager } from 'typeorm';
import { Device } from '../device/device.entity.js';
import { Failure } from '../../platform/errors.js';
import { dialectOf } from '../../protocol/access-push/dialect.js';
import type { PartSettings } from './part-settings.js';
import { faultOfSettings, type Settable } from './setting-rules.js';

/**
 * @throws Failure invalid, naming a setting that does not exist, has no such value, or that the device does not have
 */
export async function checkSettings(
  tx: EntityManager,
  thing: Settable,
  sn: string,
  settings: Readonly<Record<string, PartSettings[string] | null>>,
): Promise<void> {
  const device = await tx.findOneBy(Device, { sn });
  const dialect = device?.registeredAt
    ? dialectOf(device.options, { multiCardOn: device.multiCardOn === true, devId: device.devId })
    : null;
  const fault = faultOfSettings(thing, settings, dialect);
  if (fault) throw new Failure('invalid', fault.message, { errors: [fault] });
}
