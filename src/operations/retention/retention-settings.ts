import type { EntityManager } from 'typeorm';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { retention, retentionSettings, type RetentionSetting } from './retention.js';

/** Days or months; null = for ever. */
export type Kept = Readonly<Record<RetentionSetting, number | null>>;

const key = 'retention';
/** Pictures had a setting before the others did. */
const picturesKey = 'retentionDays';

export async function readRetention(tx: EntityManager): Promise<Kept> {
  const said: Partial<Kept> = {
    ...(await readSetting<Partial<Kept>>(tx, key)),
    ...pictures(await readSetting<number | null>(tx, picturesKey)),
  };
  return Object.fromEntries(
    retentionSettings.map((name) => [name, said[name] === undefined ? retention[name].unset : said[name]]),
  ) as Kept;
}

const pictures = (days: number | null | undefined): Partial<Kept> => (days === undefined ? {} : { pictureDays: days });

/** Changes those that are named. */
export async function writeRetention(tx: EntityManager, changes: Partial<Kept>): Promise<void> {
  const { pictureDays, ...others } = changes;
  if (pictureDays !== undefined) await writeSetting(tx, picturesKey, pictureDays);
  if (Object.keys(others).length === 0) return;
  // In one statement: two operators may change two of them.
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET value = setting.value || excluded.value`,
    [key, JSON.stringify(others)],
  );
}
