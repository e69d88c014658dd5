import type { EntityManager } from 'typeorm';
import { doorOptionNames } from '../../protocol/access-push/parameters/door.js';
import { keyOf } from '../../protocol/access-push/table.js';
import { optionTableName, writableNamed } from '../../protocol/access-push/tables/writable.js';
import { deviceSwitches, doorSwitches } from '../desired/desired-settings.js';
import type { DeviceFacts } from '../desired/facts.js';
import type { DeviceSide } from '../verify/compare.js';

/**
 * What opens doors or keeps them shut on a panel without tables of parameters, by the names of its options: only who
 * names an option is told its value (9.5.2).
 */
export async function optionsToAsk(tx: EntityManager, sn: string): Promise<string[]> {
  const doors: { number: number }[] = await tx.query('SELECT number FROM door WHERE device_sn = $1 ORDER BY number', [
    sn,
  ]);
  const ofDoors = doors.flatMap(({ number }) => doorSwitches.flatMap((name) => doorOptionNames(name, number)));
  return [...deviceSwitches, ...ofDoors];
}

/** Options that the device told, in the spelling that they were asked in; others are nobody's. */
export async function toldOptions(
  tx: EntityManager,
  { sn, commandId }: { readonly sn: string; readonly commandId: number | null },
  { dialect }: DeviceFacts,
): Promise<DeviceSide[]> {
  const [found]: { options: Record<string, string> | null }[] = await tx.query(
    `SELECT answer -> 'options' AS options FROM command WHERE sn = $1 AND id = $2`,
    [sn, commandId],
  );
  const told = new Map(Object.entries(found?.options ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const table = writableNamed(optionTableName);
  if (!table) return [];
  return (await optionsToAsk(tx, sn)).flatMap((name) => {
    const value = told.get(name.toLowerCase());
    const row = { name, value };
    return value === undefined ? [] : [{ key: keyOf(table, row, dialect), unit: '', pin: '', row }];
  });
}
