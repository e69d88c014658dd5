import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import type { Implied } from '../../modules/rule/rule.js';
import { dstSettingOf, machineTzOf } from '../../protocol/access-push/dst.js';
import type { DesiredRow } from './desired-row.js';
import type { DeviceFacts } from './facts.js';

/** DLSTMode of appendix 12: the change is given by week and weekday, as in DSTSetting. */
const byWeek = '1';

/**
 * Some firmware may add the hour twice, so an operator can leave the change to the gateway, which watches the clock.
 */
const shiftsItself = ({ dialect, device }: DeviceFacts) => dialect.dst === true && device.quirks.noSummerTime !== true;

export interface ClockRows {
  readonly rows: readonly DesiredRow[];
  readonly parameters: readonly Implied[];
  /** New Year, when the row of the next year becomes valid. */
  readonly nextAt: Date | null;
}

/** What a device should know of daylight saving (9.1.1, DSTSetting): a pure function of its zone and now. */
export function clockRows(facts: DeviceFacts, now: Date): ClockRows {
  const { timeZone } = facts;
  const year = Number(wallClockOf(now, timeZone).slice(0, 4));
  const setting = shiftsItself(facts) ? dstSettingOf(timeZone, year) : null;
  if (!setting) return { rows: [], parameters: [], nextAt: null };
  return {
    rows: [{ table: 'dstsetting', row: { ...setting } }],
    parameters: [
      { name: 'DSTOn', value: '1' },
      { name: 'DLSTMode', value: byWeek },
    ],
    nextAt: instantOf(`${year + 1}-01-01 00:00:00`, timeZone),
  };
}

/** MachineTZ: without the hour that a device adds itself. */
export const machineOffset = (facts: DeviceFacts, now: Date): string =>
  machineTzOf(now, facts.timeZone, shiftsItself(facts));
