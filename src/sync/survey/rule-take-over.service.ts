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

/** What a rule of the panel is made ours with. */
interface Here {
  /** Of the survey. */
  readonly id: number;
  readonly doors: ReadonlyMap<number, Door>;
  readonly zones: readonly ZoneTaken[];
  readonly pins: ReadonlySet<string>;
  readonly dryRun: boolean;
  readonly disputes: Dispute[];
}

/** Holidays, and the rules that a panel tells whole: who opens a door for others, and who passes whatever its rules are. */
@Injectable()
export class RuleTakeOverService {
  constructor(
    private readonly holidays: HolidayService,
    private readonly rules: RuleService,
  ) {}

  /** @returns how many are new; a day that is another holiday here is in dispute */
  async takeHolidays(tx: EntityManager, surveyId: number, dryRun: boolean, disputes: Dispute[]): Promise<number> {
    let added = 0;
    for (const { date, type, everyYear } of await foundHolidays(tx, surveyId)) {
      const [here]: { type: number; everyYear: boolean }[] = await tx.query(
        'SELECT type, every_year AS "everyYear" FROM holiday WHERE date = $1',
        [date],
      );
      const there = `${date} of type ${type}${everyYear ? ', every year' : ''}`;
      if (here && here.type === type && here.everyYear === everyYear) continue;
      if (here || !isType(type)) {
        const ours = here ? `type ${here.type}${here.everyYear ? ', every year' : ''}` : '';
        disputes.push({ pin: '', reason: 'holiday', there, here: ours });
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
      taken.push(
        await this.takeRule(tx, here, firstCardRules as RuleKind, one, (door) => ({ doorId: door.id, ...more })),
      );
    }
    for (const one of supers)
      taken.push(await this.takeRule(tx, here, superUserRules as RuleKind, one, (door) => ({ doorIds: [door.id] })));
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
    const [same]: { id: string; pins: string[] }[] = await tx.query(
      `SELECT r.id, ARRAY(SELECT p.pin FROM access_rule_person m JOIN person p ON p.id = m.person_id
         WHERE m.rule_id = r.id) AS pins
       FROM access_rule r JOIN access_rule_door d ON d.rule_id = r.id
       WHERE r.kind = $1 AND d.door_id = $2 ORDER BY (SELECT count(*) FROM access_rule_door o WHERE o.rule_id = r.id), r.id`,
      [kind.name, door.id],
    );
    const lacking = pins.filter((pin) => !same?.pins.includes(pin));
    const report = { kind: kind.name, doorId: door.id, persons: pins.length, isNew: !same, ruleId: same?.id ?? null };
    if (dryRun || (same && lacking.length === 0)) return report;
    try {
      const said: RuleInput = same
        ? { pins: [...same.pins, ...lacking] }
        : ({ ...facts(door), pins: [...pins] } as RuleInput);
      const { rule } = same ? await this.rules.patch(tx, kind, same.id, said) : await this.rules.create(tx, kind, said);
      return { ...report, ruleId: rule.id };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      disputes.push({ pin: '', reason: 'rule', there: `${kind.name} of door ${number}`, here: error.message });
      return null;
    }
  }
}
