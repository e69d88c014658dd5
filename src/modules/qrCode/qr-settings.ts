import type { EntityManager } from 'typeorm';
import { readSetting } from '../../platform/database/setting.js';

export const qrProviders = ['credential', 'vendor-2'] as const;
export type QrProviderName = (typeof qrProviders)[number];

export interface QrSettings {
  readonly provider: QrProviderName;
  /** How long a code is valid. */
  readonly seconds: number;
  /** Text of a vendor-2 code before it is encrypted, with {pin}, {issued} and {expires} (seconds since 1970). */
  readonly template: string;
}

export const qrSettingName = 'qrCode';

/** Five minutes: a device that polls every few seconds has the code before the person reaches the door. */
const usual: QrSettings = { provider: 'credential', seconds: 300, template: '{pin},{expires}' };

export async function qrSettings(tx: EntityManager): Promise<QrSettings> {
  return { ...usual, ...(await readSetting<Partial<QrSettings>>(tx, qrSettingName)) };
}
