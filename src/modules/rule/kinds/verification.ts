import { verifyModes } from '../../../protocol/access-push/codes/verify.js';
import { tables } from '../../../protocol/access-push/tables/all.js';
import type { VerifyPeriods } from '../../../protocol/access-push/tables/verify.js';
import { usualVerify } from '../../../protocol/access-push/tables/verify.js';
import { doorsAt, ruleKind, type RuleKind } from '../rule.js';
import { faultOfDays, type DayPeriod } from './day-periods.js';

interface VerifyTime extends DayPeriod {
  readonly user?: number;
  readonly door?: number;
}

export interface ScheduleFacts {
  readonly name: string;
  /** Up to three periods for each day, each with the modes of appendix 3. */
  readonly days: Readonly<Record<string, readonly VerifyTime[]>>;
}

const needs = 'position 12 of AccSupportFunList';
const supported: RuleKind['supported'] = ({ dialect }) => tables.difftimezonevs.when?.(dialect) ?? true;
const mostPeriods = 3;
/** Codes of appendix 3; 255 is the usual one. */
const modes = ['user', 'door'].map((name) => ({
  name,
  most: verifyModes.length - 1,
  also: usualVerify,
  needed: false,
}));

const periodsOf = (days: ScheduleFacts['days']): VerifyPeriods =>
  Object.fromEntries(
    Object.entries(days).map(([day, times]) => [
      day,
      times.map(({ from, to, user = usualVerify, door = usualVerify }) => ({ period: `${from}-${to}`, user, door })),
    ]),
  );

/** Verification modes by period (9.1.1, verification modes in different periods), for doors and persons. */
export const verificationSchedules = ruleKind<ScheduleFacts>({
  name: 'verification-schedules',
  refers: [],
  numbered: 'site',
  highest: 255,
  unique: ['name'],
  needs,
  supported,
  check: ({ days }) => faultOfDays(days, { most: mostPeriods, holidays: true, beside: modes }),
  shared: ({ number, facts }) => [
    { table: 'difftimezonevs', row: { timezoneId: number, periods: periodsOf(facts.days) } },
  ],
});

export interface BySchedule {
  readonly scheduleId: string;
}

const uses = ({ scheduleId }: BySchedule) => [
  { field: 'scheduleId', id: scheduleId, kind: verificationSchedules.name },
];

export const doorVerificationRules = ruleKind<BySchedule>({
  name: 'door-verification-rules',
  refers: ['doorId'],
  unique: ['doorId'],
  needs,
  supported,
  uses,
  shared: ({ doors, uses, facts }, at) =>
    doorsAt({ doors }, at).map((doorId) => ({
      table: 'doorvstimezone',
      row: { doorId, timezoneId: uses[facts.scheduleId] },
    })),
});

export const personVerificationRules = ruleKind<BySchedule>({
  name: 'person-verification-rules',
  refers: ['doorIds', 'pins'],
  needs,
  supported,
  uses,
  ofPerson: ({ doors, uses, facts }, pin, at) =>
    doorsAt({ doors }, at).map((doorId) => ({
      table: 'personalvstimezone',
      row: { pin, doorId, timezoneId: uses[facts.scheduleId] },
    })),
});
