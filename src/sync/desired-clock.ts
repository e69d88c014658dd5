import { instantOf, wallClockOf } from '../db/zone-time.js';
import type { Implied } from '../rule/rule.js';
import { summerTime, type SummerTime } from '../wire/push/dst.js';
import { offsetText } from '../wire/push/time.js';
import type { DesiredRow } from './desired.js';
import type { DeviceFacts } from './facts.js';

/** DLSTMode of appendix 12: the change is told by week and weekday, as DSTSetting has it. */
const byWeek = '1';

/** A device that changes its clock by itself in a zone that does; null for any other. */
function changesBy({ dialect, device, timeZone }: DeviceFacts, year: number): SummerTime | null {
  // Some firmware may count the hour twice: an operator can leave the change to the gateway's clock watch.
  if (dialect.dst !== true || device.quirks.noSummerTime === true) return null;
  return summerTime(timeZone, year);
}

const yearOf = (now: Date, timeZone: string) => Number(wallClockOf(now, timeZone).slice(0, 4));

export interface ClockRows {
  readonly rows: readonly DesiredRow[];
  readonly parameters: readonly Implied[];
  /** New Year, when the row of the next one counts. */
  readonly nextAt: Date | null;
}

/** What a device should know of daylight saving (9.1.1, DSTSetting): a pure function of its zone and now. */
export function clockRows(facts: DeviceFacts, now: Date): ClockRows {
  const { timeZone } = facts;
  const year = yearOf(now, timeZone);
  const change = changesBy(facts, year);
  if (!change) return { rows: [], parameters: [], nextAt: null };
  const { startTime, endTime, loop } = change;
  return {
    rows: [{ table: 'dstsetting', row: { year, startTime, endTime, loop } }],
    parameters: [
      { name: 'DSTOn', value: '1' },
      { name: 'DLSTMode', value: byWeek },
    ],
    nextAt: instantOf(`${year + 1}-01-01 00:00:00`, timeZone),
  };
}

/** MachineTZ: without the hour that a device adds by itself. */
export const machineOffset = (facts: DeviceFacts, now: Date): string =>
  changesBy(facts, yearOf(now, facts.timeZone))?.standardOffset ?? offsetText(now, facts.timeZone);
