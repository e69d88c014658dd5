import type { EntityManager } from 'typeorm';
import { countAlarmsBy, type WantedAlarmCounts } from '../../modules/alarm/alarm-counts.js';
import { namesOf } from '../../modules/transaction/hour-counts.js';
import { rankedKeys, tableOf } from './counts-table.js';
import { hoursOf } from './span.js';
import type { CountsView } from './statistics.dto.js';

const all = 'alarms';
const whole = 'whole';

/** @throws Failure invalid for too many rows */
export async function alarmCounts(
  tx: EntityManager,
  wanted: WantedAlarmCounts & { readonly timeZone: string },
): Promise<CountsView> {
  const { by, timeZone, from } = wanted;
  if (by === 'hour') {
    const rows = hoursOf(wanted, timeZone).map((start, hour) => ({ name: String(hour), start }));
    const counts = await countAlarmsBy(tx, { ...wanted, top: rows.length });
    const cells = counts.map(({ key, n }) => ({ row: key ?? '', key: all, n }));
    return { ...tableOf(timeZone, rows, [all], cells), keys: [{ key: all, name: all }] };
  }
  const cells = (await countAlarmsBy(tx, wanted)).map((count) => ({ ...count, row: whole }));
  const keys = rankedKeys(cells);
  const names =
    by === 'door'
      ? await namesOf(
          tx,
          'door',
          keys.filter((key) => key !== null),
        )
      : null;
  const [start = ''] = hoursOf({ from, to: new Date(from.getTime() + 1) }, timeZone);
  return {
    ...tableOf(timeZone, [{ name: whole, start }], keys, cells),
    keys: keys.map((key) => ({ key, name: key === null ? '' : names === null ? key : (names.get(key) ?? '') })),
  };
}
