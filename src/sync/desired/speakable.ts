import type { DeviceLink } from '../../modules/device/device.entity.js';
import { attTables } from '../../protocol/attendance-push/ledger.js';

const ofTerminals: readonly string[] = [...attTables];

/**
 * Tables of which a link can write and delete rows; null = all. What a device was given in other tables over another
 * link stays in its ledger: it may hold that, and only the other link can delete it.
 */
export const speakableTables = (link: DeviceLink): readonly string[] | null =>
  link === 'push-att' ? ofTerminals : null;
