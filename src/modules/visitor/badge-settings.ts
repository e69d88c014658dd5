import type { EntityManager } from 'typeorm';
import { lock } from '../../platform/database/locks.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';

/** Millimetres of the label, width by height. */
export const badgeSizes = ['62x100', '54x86', 'a6'] as const;
export type BadgeSize = (typeof badgeSizes)[number];

/** What is printed for a visitor at the desk. */
export interface BadgeSettings {
  readonly size: BadgeSize;
  readonly photo: boolean;
  readonly qr: boolean;
}

const key = 'badge';
const usual: BadgeSettings = { size: '62x100', photo: true, qr: true };

export const badgeOf = async (tx: EntityManager): Promise<BadgeSettings> => ({
  ...usual,
  ...(await readSetting<Partial<BadgeSettings>>(tx, key)),
});

/** What is not said stays. */
export async function setBadge(
  tx: EntityManager,
  { size, photo, qr }: { readonly [K in keyof BadgeSettings]?: BadgeSettings[K] | undefined },
): Promise<void> {
  await lock(tx, 'settings');
  const now = await badgeOf(tx);
  await writeSetting(tx, key, { size: size ?? now.size, photo: photo ?? now.photo, qr: qr ?? now.qr });
}
