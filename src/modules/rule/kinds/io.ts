import { flagOf } from '../../../protocol/access-push/dialect.js';
import { tables } from '../../../protocol/access-push/tables/all.js';
import { ruleKind } from '../rule.js';
import { faultOfPart } from './parts.js';

export interface ScheduledOutputFacts {
  readonly target: 'door' | 'auxOut';
  readonly number: number;
  readonly action: 'none' | 'normallyOpen' | 'normallyClosed';
}

const actionTypes = { none: 0, normallyOpen: 1, normallyClosed: 2 } as const;

/** A door or output that is open or closed in a time zone (9.1.1, scheduled output). */
export const scheduledOutputs = ruleKind<ScheduledOutputFacts>({
  name: 'scheduled-outputs',
  refers: ['sn', 'timeZoneId'],
  unique: ['sn', 'target', 'number'],
  needs: 'OutRelaySetFunOn=1',
  supported: ({ options }) => flagOf(options, 'OutRelaySetFunOn'),
  check: ({ target, number }, parts) => faultOfPart('number', target, number, parts),
  shared: ({ timeZoneId, facts: { target, number, action } }) => [
    {
      table: 'outrelaysetting',
      row: {
        num: number,
        outType: target === 'door' ? 0 : 1,
        actionType: actionTypes[action],
        timezoneId: timeZoneId,
      },
    },
  ],
});

export interface InputScheduleFacts {
  readonly target: 'exitButton' | 'auxIn';
  readonly number: number;
}

/** When an exit button or auxiliary input works (9.1.1, input control by time period). */
export const inputSchedules = ruleKind<InputScheduleFacts>({
  name: 'input-schedules',
  refers: ['sn', 'timeZoneId'],
  unique: ['sn', 'target', 'number'],
  needs: 'position 8 of AccSupportFunList',
  supported: ({ dialect }) => tables.inputiosetting.when?.(dialect) ?? true,
  check: ({ target, number }, parts) => faultOfPart('number', target === 'auxIn' ? 'auxIn' : 'door', number, parts),
  shared: ({ timeZoneId, facts: { target, number } }) => [
    { table: 'inputiosetting', row: { number, inType: target === 'auxIn' ? 1 : 0, timeZoneId } },
  ],
});
