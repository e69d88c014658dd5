import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { isTakingAway } from '../../core/outbox/outbox.js';
import { AccLevelService } from '../../modules/accLevel/acc-level.service.js';
import { MembershipService } from '../../modules/accLevel/membership.service.js';
import { ReportedTemplateService } from '../../modules/bioTemplate/reported-template.service.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { faultOfPeriods } from '../../modules/timeZone/periods.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import { TimeZoneService } from '../../modules/timeZone/time-zone.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { fetchOrders } from '../setup/fetch-orders.js';
import { contentOf, foundAuthorities, foundUsers, doorsOf, foundZones } from './found-access.js';
import { bodiesOf, forgetOldDeletions, noBodies } from './bodies-taken.js';
import { departmentLevels } from './department-levels.js';
import { DeviceRuleTakeOverService } from './device-rule-take-over.service.js';
import { zoneOfSetting } from './found-door-rules.js';
import { foundRows, isDoorParameter, numberIn, placeOfFound, type FoundRow } from './found-row.js';
import { foundPrivileges, notTaken } from './found-rules.js';
import { PeopleTakeOverService } from './people-take-over.service.js';
import { RuleTakeOverService } from './rule-take-over.service.js';
import { groupsOf, nameOf, type Group } from './level-groups.js';
import { noteImport, whyFailed } from './import-state.js';
import { goesOn } from './due.js';
import { SurveyService } from './survey.service.js';
import { onceTaken, StillTaking } from './still-taking.js';
import { TakenSoFar, type Slice } from './taken-so-far.js';
import type { Dispute, LevelTaken, TakeOver, ZoneTaken } from './take-over.js';

const origin = 'takeOver';
const bodies = ['templatev10', 'biodata', 'biophoto', 'userpic'];
const takenTables = [
  ...bodies,
  'user',
  'extuser',
  'mulcarduser',
  'userauthorize',
  'timezone',
  'holiday',
  'firstcard',
  'superauthorize',
];
const longestName = 100;
const notTold = { departmentLevels: [], bodies: noBodies };
/** People who are taken over while the device is locked. */
const atOnce = 500;

/** A transaction that somebody else begins. */
export type Within = <T>(task: (tx: EntityManager) => Promise<T>) => Promise<T>;

interface Taking {
  readonly sn: string;
  /** Of the survey. */
  readonly id: number;
  readonly dryRun: boolean;
}

interface ZoneHere {
  readonly id: number;
  readonly name: string;
  readonly periods: Periods;
}

interface LevelHere {
  readonly id: string;
  readonly name: string;
  readonly timeZoneId: number;
  readonly doorIds: readonly string[];
}

/**
 * Takes over what a survey found: users become persons with their cards, zones become equal or new ones, and rows that
 * open doors become levels. A second time it changes nothing.
 */
@Injectable()
export class TakeOverService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly surveys: SurveyService,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly people: PeopleTakeOverService,
    private readonly rules: RuleTakeOverService,
    private readonly deviceRules: DeviceRuleTakeOverService,
    private readonly zones: TimeZoneService,
    private readonly levels: AccLevelService,
    private readonly members: MembershipService,
    private readonly templates: ReportedTemplateService,
  ) {
    commands.onSettled(origin, async (tx, { sn }, { status }) => {
      if (status === 'done') await this.adopt(tx, sn);
    });
  }

  /**
   * Slice by slice, each a transaction of its own: a slice is some hundred people with their cards and rights. What was
   * taken over before a failure stays, and is found to be here the next time.
   * @param lastly the transaction of the end
   * @throws Failure notFound, conflict; StillTaking, and then nothing was kept of that slice
   */
  async run(sn: string, dryRun: boolean, lastly: Within = (task) => this.unitOfWork.run(task)): Promise<TakeOver> {
    const { id } = await this.unitOfWork.run(async (tx) => {
      const survey = await this.done(tx, sn);
      if (!dryRun) await noteImport(tx, sn, 'running', null);
      return survey;
    });
    try {
      const taken = new TakenSoFar();
      for (;;) {
        const slice = await onceTaken(() => this.unitOfWork.run((tx) => this.takeSlice(tx, { sn, id, dryRun }, taken)));
        if (slice === null) break;
        taken.add(slice);
      }
      return await onceTaken(() => lastly((tx) => this.finish(tx, { sn, id, dryRun }, taken)));
    } catch (error) {
      if (!dryRun) await this.unitOfWork.run((tx) => noteImport(tx, sn, 'failed', whyFailed(error)));
      throw error;
    }
  }

  private async done(tx: EntityManager, sn: string, id?: number) {
    const survey = await this.surveys.get(tx, sn);
    if (survey.status !== 'done' || (id !== undefined && survey.id !== id))
      throw new Failure('conflict', `device ${sn} is still being read`);
    return survey;
  }

  /** The next people, with their rights. @returns null behind the last of them */
  private async takeSlice(tx: EntityManager, { sn, id, dryRun }: Taking, taken: TakenSoFar): Promise<Slice | null> {
    await lockDevice(tx, sn);
    await this.done(tx, sn, id);
    await goesOn(tx, id);
    const users = await foundUsers(tx, id, { after: taken.lastPin, limit: atOnce });
    const last = users.at(-1);
    if (!last) return null;
    const pins = users.map(({ pin }) => pin);
    if (!dryRun) await waitsForNothing(tx, sn, pins);
    const people = await this.people.take(tx, { sn, surveyId: id, users, passwords: taken.passwords, dryRun });
    const disputes: Dispute[] = [...people.disputes];
    const rights = await foundAuthorities(tx, id, [...people.pins]);
    const used = rights.map(({ timeZoneId }) => timeZoneId);
    const zones = await this.takeZones(tx, { sn, id, dryRun }, taken.zones, used, disputes);
    const doors = await doorsOf(tx, sn);
    const groups = groupsOf(doors, rights, [...taken.zones, ...zones], { users, visitors: people.visitors }, disputes);
    const levels: LevelTaken[] = [];
    for (const group of groups) levels.push(await this.takeLevel(tx, group, dryRun));
    // Work on this device waits for its lock, so whatever was taken away meanwhile is still seen here.
    if (!dryRun) await waitsForNothing(tx, sn, pins);
    return { lastPin: last.pin, people, zones, levels, disputes };
  }

  /** What is not of single people: holidays, rules, templates and photos. */
  private async finish(tx: EntityManager, { sn, id, dryRun }: Taking, taken: TakenSoFar): Promise<TakeOver> {
    await lockDevice(tx, sn);
    await this.done(tx, sn, id);
    if (!dryRun) await waitsForNothing(tx, sn, [...taken.pins]);
    const disputes: Dispute[] = [...taken.disputes];
    const firsts = await foundPrivileges(tx, id, 'firstcard');
    const used = [...firsts.map(({ timeZoneId }) => timeZoneId), ...(await foundRows(tx, id)).flatMap(zonesOf)];
    const holidays = await this.rules.takeHolidays(tx, id, dryRun, disputes);
    const zones = [...taken.zones, ...(await this.takeZones(tx, { sn, id, dryRun }, taken.zones, used, disputes))].sort(
      (one, other) => one.onDevice - other.onDevice,
    );
    const doors = await doorsOf(tx, sn);
    const here = { sn, id, doors, zones, pins: taken.pins, dryRun, disputes };
    const ofPeople = await this.rules.takeRules(tx, here);
    const ofDevice = await this.deviceRules.take(tx, here, ofPeople);
    const rules = [...ofPeople, ...ofDevice.rules];
    const more = {
      departmentLevels: await departmentLevels(tx, taken.newPins),
      bodies: await bodiesOf(tx, sn, taken.pins),
    };
    if (!dryRun) await this.takeBodies(tx, sn);
    const rest = await notTaken(tx, id, takenTables, ofDevice.places);
    const left = (await foundRows(tx, id)).map(placeOfFound).filter((place) => !ofDevice.places.includes(place));
    const { persons, cards, levels } = taken;
    const found = { zones, levels, rules, disputes, notTaken: rest, left };
    const report = { dryRun, persons, cards, visitors: taken.visitors, holidays, ...found, ...more };
    if (!dryRun) {
      await this.keep(tx, sn, report);
      await waitsForNothing(tx, sn, [...taken.pins]);
    }
    return report;
  }

  /** The last take-over. @throws Failure notFound */
  async last(tx: EntityManager, sn: string): Promise<TakeOver> {
    await this.devices.get(tx, sn);
    const [found]: { report: TakeOver | null }[] = await tx.query('SELECT report FROM take_over WHERE sn = $1', [sn]);
    if (!found?.report) throw new Failure('notFound', `nothing of device ${sn} was taken over yet`);
    // One of an earlier version may not have all of it.
    return { ...notTold, ...found.report };
  }

  /** Rows that were taken over still count as foreign, and the users as unknown, until the device is read again. */
  private async keep(tx: EntityManager, sn: string, report: TakeOver): Promise<void> {
    await tx.query(
      `INSERT INTO take_over (sn, report, due) VALUES ($1, $2, 'keep')
       ON CONFLICT (sn) DO UPDATE SET report = excluded.report, due = coalesce(take_over.due, excluded.due)`,
      [sn, JSON.stringify(report)],
    );
    await noteImport(tx, sn, 'done', null);
  }

  /**
   * Templates and photos are requested from the panel again, because the survey stores none. They fill what is empty
   * here. Earlier reports about people who were unknown then become theirs, too.
   */
  private async takeBodies(tx: EntityManager, sn: string): Promise<void> {
    await forgetOldDeletions(tx, sn);
    await this.adopt(tx, sn);
    const { options, online, link } = await this.devices.get(tx, sn);
    if (!online || link !== 'push-acc') return;
    for (const what of ['templates', 'photos'] as const)
      for (const order of fetchOrders(what, options)) await this.commands.run(tx, sn, order, { origin });
  }

  private async adopt(tx: EntityManager, sn: string): Promise<void> {
    const told: { pin: string }[] = await tx.query(
      `SELECT DISTINCT t.pin FROM device_template t JOIN person p ON p.pin = t.pin
       WHERE t.sn = $1 AND t.content IS NOT NULL AND EXISTS (
         SELECT 1 FROM survey s JOIN survey_row r ON r.survey_id = s.id
         WHERE s.sn = $1 AND r.table_name = 'user' AND r.key = 'Pin=' || t.pin) ORDER BY t.pin`,
      [sn],
    );
    for (const { pin } of told) await this.templates.adopt(tx, pin, sn);
  }

  /** Zones of the panel that are used and were not taken before. */
  private async takeZones(
    tx: EntityManager,
    { sn, id, dryRun }: Taking,
    before: readonly ZoneTaken[],
    used: readonly number[],
    disputes: Dispute[],
  ): Promise<ZoneTaken[]> {
    const wanted = new Set(used.filter((number) => !before.some(({ onDevice }) => onDevice === number)));
    if (wanted.size === 0) return [];
    const all = await foundZones(tx, id);
    const found = all.filter(({ timeZoneId }) => wanted.has(timeZoneId));
    const stored: ZoneHere[] = await tx.query('SELECT id, name, periods FROM time_zone ORDER BY id');
    // In a trial nothing is stored.
    const planned = before.flatMap(({ timeZoneId, name, onDevice }) => {
      const periods = all.find((zone) => zone.timeZoneId === onDevice)?.periods;
      return timeZoneId === null && periods ? [{ id: 0, name, periods }] : [];
    });
    const here = [...stored, ...planned];
    const byContent = new Map(here.map((zone): [string, ZoneHere] => [contentOf(zone.periods), zone]).reverse());
    const names = new Set(here.map(({ name }) => name));
    const result: ZoneTaken[] = [];
    for (const { timeZoneId: onDevice, periods } of found) {
      const same = byContent.get(contentOf(periods));
      const fault = faultOfPeriods(periods);
      if (same) {
        result.push({ onDevice, timeZoneId: same.id === 0 ? null : same.id, name: same.name, isNew: same.id === 0 });
      } else if (fault) {
        disputes.push({ pin: '', reason: 'zone', there: `time zone ${onDevice}`, here: fault.message });
      } else {
        const name = freeName(`${sn} time zone ${onDevice}`, names);
        names.add(name);
        // Rows on the panel that name the zone stay true if it has the same number here.
        const made = dryRun ? { id: 0 } : await this.zones.create(tx, { name, periods }, onDevice);
        byContent.set(contentOf(periods), { id: made.id, name, periods });
        result.push({ onDevice, timeZoneId: dryRun ? null : made.id, name, isNew: true });
      }
    }
    return result;
  }

  private async takeLevel(tx: EntityManager, group: Group, dryRun: boolean): Promise<LevelTaken> {
    const { zone, doors, business, pins } = group;
    const doorIds = doors.map(({ id }) => id).sort();
    const here: LevelHere[] = await tx.query(
      `SELECT l.id, l.name, l.time_zone_id AS "timeZoneId",
         ARRAY(SELECT d.door_id FROM acc_level_door d WHERE d.level_id = l.id ORDER BY d.door_id) AS "doorIds"
       FROM acc_level l WHERE l.business = $1 ORDER BY l.created_at, l.id`,
      [business],
    );
    const same = here.find(
      (level) => level.timeZoneId === zone.timeZoneId && [...level.doorIds].sort().join('\n') === doorIds.join('\n'),
    );
    const name = same?.name ?? freeName(nameOf(group), new Set(here.map((level) => level.name)));
    const facts = { isNew: !same, business, doorIds, zoneName: zone.name, persons: pins.length, name };
    const lacking = same ? await lackingOf(tx, same, pins) : pins;
    if (dryRun || zone.timeZoneId === null) return { ...facts, levelId: same?.id ?? null, granted: lacking.length };
    const level = same ?? (await this.levels.create(tx, business, { name, timeZoneId: zone.timeZoneId, doorIds }));
    if (lacking.length > 0) await this.members.grant(tx, business, lacking, [level.id]);
    return { ...facts, levelId: level.id, granted: lacking.length };
  }
}

/** @throws StillTaking if the reading is older than what was decided since, and not corrected by it yet */
async function waitsForNothing(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
  if (await isTakingAway(tx, sn, pins)) throw new StillTaking(sn);
}

/** Time zones that a rule of a door, an output or an input names. */
const zonesOf = (row: FoundRow): number[] => {
  if (isDoorParameter(row)) return zoneOfSetting(row);
  const zone = numberIn(row, row.table === 'inputiosetting' ? 'timeZoneId' : 'timezoneId');
  return row.table === 'inputiosetting' || row.table === 'outrelaysetting' ? [zone] : [];
};

/** Those who do not have the level yet. */
async function lackingOf(tx: EntityManager, { id }: LevelHere, pins: readonly string[]): Promise<readonly string[]> {
  const members: { pin: string }[] = await tx.query(
    `SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id
     WHERE m.level_id = $1 AND p.pin = ANY($2)`,
    [id, pins],
  );
  const has = new Set(members.map(({ pin }) => pin));
  return pins.filter((pin) => !has.has(pin));
}

function freeName(wanted: string, used: ReadonlySet<string>): string {
  const base = wanted.slice(0, longestName);
  if (!used.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, longestName - 5)} ${number}`;
    if (!used.has(name)) return name;
  }
}
