import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { firstCardRules, multiCardRules, personGroups } from '../../modules/rule/kinds/people.js';
import { doorVerificationRules, verificationSchedules } from '../../modules/rule/kinds/verification.js';
import type { RuleKind } from '../../modules/rule/rule.js';
import { RuleService, type RuleInput } from '../../modules/rule/rule.service.js';
import { Failure } from '../../platform/errors.js';
import type { Door } from './found-access.js';
import { foundDeviceRules, type FoundRule } from './found-device-rules.js';
import { doorSettingOf, groupsOf, scheduleOf } from './found-door-rules.js';
import { foundRows, inTable, isDoorParameter, numberIn, placeOfFound, type FoundRow } from './found-row.js';
import type { Dispute, RuleTaken, ZoneTaken } from './take-over.js';

/** What a take-over of a panel's rules needs. */
export interface RuleSite {
  readonly sn: string;
  /** Of the survey. */
  readonly id: number;
  readonly doors: ReadonlyMap<number, Door>;
  readonly zones: readonly ZoneTaken[];
  readonly pins: ReadonlySet<string>;
  readonly dryRun: boolean;
  readonly disputes: Dispute[];
}

export interface DeviceRulesTaken {
  readonly rules: readonly RuleTaken[];
  /** Places of the rows that are now the same as something here. */
  readonly places: readonly string[];
}

interface RulePlan {
  readonly kind: RuleKind;
  readonly said: RuleInput;
  readonly number: number | null;
  readonly doorId: string | null;
  readonly rows: readonly FoundRow[];
}

/** People of a group of a panel. */
const groupMembers = (tx: EntityManager, surveyId: number, group: number): Promise<{ pin: string }[]> =>
  tx.query(
    `SELECT row ->> 'pin' AS pin FROM survey_row WHERE survey_id = $1 AND table_name = 'user' AND standing <> 'missing'
       AND row ->> 'group' = $2::text ORDER BY 1`,
    [surveyId, group],
  );

/** Takes over rules of doors, inputs and outputs: each is made once, or found to exist here already. */
@Injectable()
export class DeviceRuleTakeOverService {
  constructor(
    private readonly rules: RuleService,
    private readonly doorSettings: DoorSettingsService,
  ) {}

  /** @param ofPeople rules that were taken before */
  async take(tx: EntityManager, site: RuleSite, ofPeople: readonly RuleTaken[]): Promise<DeviceRulesTaken> {
    const rows = await foundRows(tx, site.id);
    const done: DeviceRulesTaken[] = [];
    for (const found of foundDeviceRules(rows)) {
      const wanted = wantedOf(found, site);
      if (wanted) done.push(await this.make(tx, site, wanted));
    }
    for (const row of inTable(rows, 'multimcard')) done.push(await this.takeGroups(tx, site, row));
    done.push(...(await this.takeSchedules(tx, site, rows)));
    for (const row of rows.filter(isDoorParameter)) done.push(await this.takeSetting(tx, site, row));
    const places = done.flatMap((one) => one.places);
    const rules = done.flatMap((one) => one.rules);
    const implied = rows.filter(isDoorParameter).filter((row) => isImplied(row, [...ofPeople, ...rules], site));
    return { rules, places: [...places, ...implied.map(placeOfFound)] };
  }

  /** A rule that exists here already is not made again. */
  private async make(
    tx: EntityManager,
    { dryRun, disputes }: RuleSite,
    { kind, said, number, doorId, rows }: RulePlan,
    persons = 0,
  ): Promise<DeviceRulesTaken & { readonly id: string | null }> {
    const places = rows.map(placeOfFound);
    const same = await sameRule(tx, kind, said, doorId);
    const report = { kind: kind.name, doorId, persons, isNew: same === null };
    if (same !== null || dryRun) return { rules: [{ ...report, ruleId: same }], places, id: same };
    try {
      const { rule } = await this.rules.create(tx, kind, said, undefined, number);
      return { rules: [{ ...report, ruleId: rule.id }], places, id: rule.id };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      disputes.push({ pin: '', reason: 'rule', there: `${kind.name}: ${JSON.stringify(said)}`, here: error.message });
      return { rules: [], places: [], id: null };
    }
  }

  /** Multi-card rules: their groups are the same on all panels of a site. */
  private async takeGroups(tx: EntityManager, site: RuleSite, row: FoundRow): Promise<DeviceRulesTaken> {
    const door = site.doors.get(numberIn(row, 'doorId'));
    const groups = groupsOf(row);
    if (!door || groups === null) return { rules: [], places: [] };
    const said: { groupId: string; count: number }[] = [];
    const made: RuleTaken[] = [];
    for (const { group, count } of groups) {
      const { rules, id } = await this.takeGroup(tx, site, group);
      made.push(...rules);
      if (id === null && !site.dryRun) return { rules: made, places: [] };
      said.push({ groupId: id ?? `group ${group}`, count });
    }
    const wanted = { kind: multiCardRules, said: { doorId: door.id, groups: said }, doorId: door.id, rows: [row] };
    const { rules, places } = await this.make(tx, site, { ...wanted, number: numberIn(row, 'index') });
    return { rules: [...made, ...rules], places };
  }

  private async takeGroup(tx: EntityManager, site: RuleSite, group: number) {
    const { id: surveyId, pins: known, dryRun, disputes } = site;
    const name = `Group ${group} of the panels`;
    const members = (await groupMembers(tx, surveyId, group)).map(({ pin }) => pin).filter((pin) => known.has(pin));
    const others = new Map(
      (await groupsNow(tx, members)).filter((one) => one.name !== name).map((one) => [one.pin, one.name]),
    );
    for (const [pin, here] of others) disputes.push({ pin, reason: 'rule', there: name, here: `in the group ${here}` });
    const pins = members.filter((pin) => !others.has(pin));
    const [same]: { id: string; pins: string[] }[] = await tx.query(
      `SELECT r.id, ARRAY(SELECT p.pin FROM access_rule_person m JOIN person p ON p.id = m.person_id
         WHERE m.rule_id = r.id) AS pins FROM access_rule r WHERE r.kind = $1 AND r.facts ->> 'name' = $2`,
      [personGroups.name, name],
    );
    if (!same) {
      const wanted = { kind: personGroups, said: { name, pins }, number: group, doorId: null, rows: [] };
      return this.make(tx, site, wanted, pins.length);
    }
    const all = [...new Set([...same.pins, ...pins])];
    if (!dryRun && all.length > same.pins.length) await this.rules.patch(tx, personGroups, same.id, { pins: all });
    return { rules: [], places: [], id: same.id };
  }

  /** Verification modes by period, and the doors that use them. */
  private async takeSchedules(
    tx: EntityManager,
    site: RuleSite,
    rows: readonly FoundRow[],
  ): Promise<DeviceRulesTaken[]> {
    const done: DeviceRulesTaken[] = [];
    const ids = new Map<number, string | null>();
    for (const row of inTable(rows, 'difftimezonevs')) {
      const number = numberIn(row, 'timezoneId');
      const { days } = scheduleOf(row);
      const [same]: { id: string }[] = await tx.query(
        `SELECT id FROM access_rule WHERE kind = $1 AND facts -> 'days' = $2::jsonb ORDER BY created_at LIMIT 1`,
        [verificationSchedules.name, JSON.stringify(days)],
      );
      const said = { name: `${site.sn} verification ${number}`, days };
      const wanted = { kind: verificationSchedules, said, number, doorId: null, rows: [row] };
      const made = same ? { rules: [], places: [placeOfFound(row)], id: same.id } : await this.make(tx, site, wanted);
      ids.set(number, made.id);
      done.push(made);
    }
    for (const row of inTable(rows, 'doorvstimezone')) {
      const [door, schedule] = [site.doors.get(numberIn(row, 'doorId')), numberIn(row, 'timezoneId')];
      const id = ids.get(schedule);
      if (!door || id === undefined || (id === null && !site.dryRun)) continue;
      const said = { doorId: door.id, scheduleId: id ?? `schedule ${schedule}` };
      const wanted = { kind: doorVerificationRules, said, number: null, doorId: door.id, rows: [row] };
      done.push(await this.make(tx, site, wanted));
    }
    return done;
  }

  private async takeSetting(tx: EntityManager, site: RuleSite, row: FoundRow): Promise<DeviceRulesTaken> {
    const door = site.doors.get(numberIn(row, 'id'));
    const setting = doorSettingOf(row, site.zones);
    if (!door || setting === null) return { rules: [], places: [] };
    const report = { kind: `doors: ${Object.keys(setting).join()}`, doorId: door.id, persons: 0 };
    if (site.dryRun) return { rules: [{ ...report, isNew: true, ruleId: null }], places: [placeOfFound(row)] };
    try {
      await this.doorSettings.patchDoor(tx, door.id, { settings: setting });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const there = `${Object.keys(setting).join()} of door ${door.number}`;
      site.disputes.push({ pin: '', reason: 'rule', there, here: error.message });
      return { rules: [], places: [] };
    }
    return { rules: [{ ...report, isNew: true, ruleId: null }], places: [placeOfFound(row)] };
  }
}

/** With the device, the door and the zone that it has here; null if one of them does not exist here. */
function wantedOf({ kind, said, number, timeZoneId, rows }: FoundRule, { sn, zones }: RuleSite): RulePlan | null {
  const zone = zones.find(({ onDevice }) => onDevice === timeZoneId);
  if (timeZoneId !== null && zone === undefined) return null;
  const at = zone === undefined ? {} : { timeZoneId: zone.timeZoneId ?? undefined };
  return { kind, said: { ...said, sn, ...at }, number, doorId: null, rows };
}

/** Groups of these people. */
const groupsNow = (tx: EntityManager, pins: readonly string[]): Promise<{ pin: string; name: string }[]> =>
  tx.query(
    `SELECT p.pin, r.facts ->> 'name' AS name FROM access_rule r JOIN access_rule_person m ON m.rule_id = r.id
       JOIN person p ON p.id = m.person_id WHERE r.kind = $1 AND p.pin = ANY($2)`,
    [personGroups.name, pins],
  );

async function sameRule(
  tx: EntityManager,
  { name }: RuleKind,
  { sn, timeZoneId, doorId: _door, pins: _pins, ...facts }: RuleInput,
  doorId: string | null,
): Promise<string | null> {
  const rows: { id: string }[] = await tx.query(
    `SELECT r.id FROM access_rule r WHERE r.kind = $1 AND r.facts = $2::jsonb
       AND ($3::int IS NULL OR r.time_zone_id = $3) AND ($4::text IS NULL OR r.device_sn = $4)
       AND ($5::text IS NULL OR EXISTS (SELECT 1 FROM access_rule_door d WHERE d.rule_id = r.id AND d.door_id = $5))
     ORDER BY r.created_at LIMIT 1`,
    [name, JSON.stringify(facts), timeZoneId ?? null, sn ?? null, doorId],
  );
  return rows[0]?.id ?? null;
}

/** Parameters that rules of a door write. */
const implying = new Map<unknown, string>([
  ['DoorMultiCardOpenDoor', multiCardRules.name],
  ['DoorFirstCardOpenDoor', firstCardRules.name],
]);

function isImplied(row: FoundRow, rules: readonly RuleTaken[], { doors }: RuleSite): boolean {
  const [kind, door] = [implying.get(row.row.name), doors.get(numberIn(row, 'id'))?.id];
  return kind !== undefined && rules.some((rule) => rule.kind === kind && rule.doorId === door);
}
