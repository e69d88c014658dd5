import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Door } from './found-access.js';
import { firstCardRules, superUserRules } from '../../modules/rule/kinds/people.js';
import type { RuleKind } from '../../modules/rule/rule.js';
import { RuleService, type RuleInput } from '../../modules/rule/rule.service.js';
import { HolidayService } from '../../modules/timeZone/holiday.service.js';
import { Failure } from '../../platform/errors.js';
import { firstCardActivates, foundHolidays, foundPrivileges, type FoundPrivilege } from './found-rules.js';
import type { Dispute, RuleTaken, ZoneTaken } from './take-over.js';

const isType = (type: number): type is 1 | 2 | 3 => type >= 1 && type <= 3;

interface HolidayKind {
  readonly type: number;
  readonly everyYear: boolean;
}

const kindOf = (day: HolidayKind | undefined): string =>
  day === undefined ? '' : `type ${day.type}, ${day.everyYear ? 'every year' : 'this year'}`;

/** What a take-over of one rule of the panel needs. */
interface Here {
  /** Of the survey. */
  readonly id: number;
  readonly doors: ReadonlyMap<number, Door>;
  readonly zones: readonly ZoneTaken[];
  readonly pins: ReadonlySet<string>;
  readonly dryRun: boolean;
  readonly disputes: Dispute[];
}

/** Holidays, and the rules that a panel reports completely: first-card rules and super users. */
@Injectable()
export class RuleTakeOverService {
  constructor(
    private readonly holidays: HolidayService,
    private readonly rules: RuleService,
  ) {}

  /** @returns how many are new; a day that is another holiday here is a contradiction */
  async takeHolidays(tx: EntityManager, surveyId: number, dryRun: boolean, disputes: Dispute[]): Promise<number> {
    let added = 0;
    for (const holiday of await foundHolidays(tx, surveyId)) {
      const { date, type, everyYear } = holiday;
      const [here]: HolidayKind[] = await tx.query(
        'SELECT type, every_year AS "everyYear" FROM holiday WHERE date = $1',
        [date],
      );
      if (here !== undefined && kindOf(here) === kindOf(holiday)) continue;
      if (here !== undefined || !isType(type)) {
        disputes.push({ pin: '', reason: 'holiday', there: `${date}, ${kindOf(holiday)}`, here: kindOf(here) });
        continue;
      }
      added++;
      if (!dryRun) await this.holidays.create(tx, { name: `Holiday ${date}`, date, type, everyYear });
    }
    return added;
  }

  async takeRules(tx: EntityManager, here: Here): Promise<RuleTaken[]> {
    const first = await foundPrivileges(tx, here.id, 'firstcard');
    const supers = await foundPrivileges(tx, here.id, 'superauthorize');
    const taken: (RuleTaken | null)[] = [];
    for (const one of first) {
      const zone = here.zones.find(({ onDevice }) => onDevice === one.timeZoneId);
      const activates = await firstCardActivates(tx, here.id, one.door);
      const more = { timeZoneId: zone?.timeZoneId ?? null, mode: activates ? 'activate' : 'normalOpen' };
      taken.push(await this.takeRule(tx, here, firstCardRules, one, (door) => ({ doorId: door.id, ...more })));
    }
    for (const one of supers)
      taken.push(await this.takeRule(tx, here, superUserRules, one, (door) => ({ doorIds: [door.id] })));
    return taken.filter((one) => one !== null);
  }

  /** A rule of the kind for the door gets these people, or is made. */
  private async takeRule(
    tx: EntityManager,
    { doors, pins: known, dryRun, disputes }: Here,
    kind: RuleKind,
    { door: number, pins: all }: FoundPrivilege,
    facts: (door: Door) => Record<string, unknown>,
  ): Promise<RuleTaken | null> {
    const door = doors.get(number);
    const pins = all.filter((pin) => known.has(pin));
    if (!door || pins.length === 0) return null;
    const same = await ruleFor(tx, kind, door);
    const report = { kind: kind.name, doorId: door.id, persons: pins.length, isNew: same.id === null };
    const whole = [...new Set([...same.pins, ...pins])];
    if (dryRun || whole.length === same.pins.length) return { ...report, ruleId: same.id };
    const said: RuleInput = same.id === null ? { ...facts(door), pins: whole } : { pins: whole };
    try {
      return { ...report, ruleId: await this.write(tx, kind, same.id, said) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      disputes.push({ pin: '', reason: 'rule', there: `${kind.name} of door ${number}`, here: error.message });
      return null;
    }
  }

  private async write(tx: EntityManager, kind: RuleKind, id: string | null, said: RuleInput): Promise<string> {
    const made = id === null ? this.rules.create(tx, kind, said) : this.rules.patch(tx, kind, id, said);
    return (await made).rule.id;
  }
}

/** A rule that is there; without an id there is none. */
interface RuleHere {
  readonly id: string | null;
  readonly pins: readonly string[];
}

/** The rule of the kind that is for the door, and for the fewest others. */
async function ruleFor(tx: EntityManager, { name }: RuleKind, { id }: Door): Promise<RuleHere> {
  const [found]: RuleHere[] = await tx.query(
    `SELECT r.id, ARRAY(SELECT p.pin FROM access_rule_person m JOIN person p ON p.id = m.person_id
       WHERE m.rule_id = r.id) AS pins
     FROM access_rule r JOIN access_rule_door d ON d.rule_id = r.id
     WHERE r.kind = $1 AND d.door_id = $2 ORDER BY (SELECT count(*) FROM access_rule_door o WHERE o.rule_id = r.id), r.id
     LIMIT 1`,
    [name, id],
  );
  return found ?? { id: null, pins: [] };
}
