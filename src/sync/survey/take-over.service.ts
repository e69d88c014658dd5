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
import { Failure } from '../../platform/errors.js';
import { fetchOrders } from '../setup/fetch-orders.js';
import {
  contentOf,
  foundAuthorities,
  foundUsers,
  doorsOf,
  foundZones,
  type Door,
  type FoundAuthority,
  type FoundUser,
  type FoundZone,
} from './found-access.js';
import { bodiesOf, forgetOldDeletions, noBodies } from './bodies-taken.js';
import { departmentLevels } from './department-levels.js';
import { DeviceRuleTakeOverService } from './device-rule-take-over.service.js';
import { zoneOfSetting } from './found-door-rules.js';
import { foundRows, numberIn, placeOfFound, type FoundRow } from './found-row.js';
import { foundPrivileges, notTaken } from './found-rules.js';
import { PeopleTakeOverService } from './people-take-over.service.js';
import { RuleTakeOverService } from './rule-take-over.service.js';
import { SurveyService } from './survey.service.js';
import { StillTaking } from './still-taking.js';
import type { Dispute, LevelTaken, TakeOver, ZoneTaken } from './take-over.js';

const origin = 'takeOver';
const bodies = ['templatev10', 'biodata', 'biophoto', 'userpic'];
const taken = [
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

/** Doors, their times, and the people who may pass them. */
interface Group {
  readonly zone: ZoneTaken;
  readonly doors: readonly Door[];
  readonly business: 'acc' | 'vis';
  readonly pins: string[];
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

  /** @throws Failure notFound, conflict; StillTaking, and then nothing may be kept of it */
  async run(tx: EntityManager, sn: string, dryRun: boolean): Promise<TakeOver> {
    const { id, status } = await this.surveys.get(tx, sn);
    if (status !== 'done') throw new Failure('conflict', `device ${sn} is still being read`);
    await lockDevice(tx, sn);
    const users = await foundUsers(tx, id);
    if (!dryRun) await waitsForNothing(tx, sn, users);
    const people = await this.people.take(tx, sn, users, dryRun);
    const disputes: Dispute[] = [...people.disputes];
    const rights = (await foundAuthorities(tx, id)).filter(({ pin }) => people.pins.has(pin));
    const firsts = await foundPrivileges(tx, id, 'firstcard');
    const ofRules = (await foundRows(tx, id)).flatMap(zonesOf);
    const used = new Set([...[...rights, ...firsts].map(({ timeZoneId }) => timeZoneId), ...ofRules]);
    const foundHere = (await foundZones(tx, id)).filter(({ timeZoneId }) => used.has(timeZoneId));
    const holidays = await this.rules.takeHolidays(tx, id, dryRun, disputes);
    const zones = await this.takeZones(tx, sn, foundHere, dryRun, disputes);
    const doors = await doorsOf(tx, sn);
    const groups = groupsOf(doors, rights, zones, { users, visitors: people.visitors }, disputes);
    const levels: LevelTaken[] = [];
    for (const group of groups) levels.push(await this.takeLevel(tx, group, dryRun));
    const here = { sn, id, doors, zones, pins: people.pins, dryRun, disputes };
    const ofPeople = await this.rules.takeRules(tx, here);
    const ofDevice = await this.deviceRules.take(tx, here, ofPeople);
    const rules = [...ofPeople, ...ofDevice.rules];
    const more = {
      departmentLevels: await departmentLevels(tx, people.newPins),
      bodies: await bodiesOf(tx, sn, people.pins),
    };
    if (!dryRun) await this.takeBodies(tx, sn);
    const { added, changed, same, cards } = people;
    const rest = await notTaken(tx, id, taken, ofDevice.places);
    const persons = { added, changed, same };
    const visitors = people.visitors.size;
    const left = (await foundRows(tx, id)).map(placeOfFound).filter((place) => !ofDevice.places.includes(place));
    const found = { zones, levels, rules, disputes, notTaken: rest, left };
    const report = { dryRun, persons, cards, visitors, holidays, ...found, ...more };
    if (!dryRun) {
      await this.keep(tx, sn, report);
      // Work on this device waits for its lock, so whatever was taken away meanwhile is still seen here.
      await waitsForNothing(tx, sn, users);
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

  private async takeZones(
    tx: EntityManager,
    sn: string,
    found: readonly FoundZone[],
    dryRun: boolean,
    disputes: Dispute[],
  ): Promise<ZoneTaken[]> {
    const here: { id: number; name: string; periods: Periods }[] = await tx.query(
      'SELECT id, name, periods FROM time_zone ORDER BY id',
    );
    const byContent = new Map(
      here.map((zone) => [contentOf(zone.periods), zone]).reverse() as [string, (typeof here)[0]][],
    );
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
    const facts = { isNew: !same, doorIds, zoneName: zone.name, persons: pins.length, name };
    const lacking = same ? await lackingOf(tx, same, pins) : pins;
    if (dryRun || zone.timeZoneId === null) return { ...facts, levelId: same?.id ?? null, granted: lacking.length };
    const level = same ?? (await this.levels.create(tx, business, { name, timeZoneId: zone.timeZoneId, doorIds }));
    if (lacking.length > 0) await this.members.grant(tx, business, lacking, [level.id]);
    return { ...facts, levelId: level.id, granted: lacking.length };
  }
}

/** @throws StillTaking if the reading is older than what was decided since, and not corrected by it yet */
async function waitsForNothing(tx: EntityManager, sn: string, users: readonly FoundUser[]): Promise<void> {
  const pins = users.map(({ pin }) => pin);
  if (await isTakingAway(tx, sn, pins)) throw new StillTaking(sn);
}

/** Time zones that a rule of a door, an output or an input names. */
const zonesOf = (row: FoundRow): number[] => {
  if (row.table === 'doorparameters') return zoneOfSetting(row);
  const zone = numberIn(row, row.table === 'inputiosetting' ? 'timeZoneId' : 'timezoneId');
  return row.table === 'inputiosetting' || row.table === 'outrelaysetting' ? [zone] : [];
};

/** Each distinct pair of doors and zone, with the people who have it. */
function groupsOf(
  doorNamed: ReadonlyMap<number, Door>,
  rights: readonly FoundAuthority[],
  zones: readonly ZoneTaken[],
  { users, visitors }: { readonly users: readonly FoundUser[]; readonly visitors: ReadonlySet<string> },
  disputes: Dispute[],
): Group[] {
  const zoneNamed = new Map(zones.map((zone) => [zone.onDevice, zone]));
  const userNamed = new Map(users.map((user) => [user.pin, user]));
  const groups = new Map<string, Group>();
  for (const right of rights) {
    const { pin, timeZoneId, doors: numbers } = right;
    const business = visitors.has(pin) ? 'vis' : 'acc';
    const zone = zoneNamed.get(timeZoneId);
    const doors = numbers.flatMap((number) => doorNamed.get(number) ?? []);
    const there = `doors ${numbers.join(', ')} in time zone ${timeZoneId}`;
    const isWhole = doors.length > 0 && doors.length === numbers.length;
    if (zone === undefined || !isWhole || isOtherwiseLimited(right, userNamed.get(pin))) {
      disputes.push({ pin, reason: reasonOf(zone, isWhole), there, here: '' });
      continue;
    }
    const key = `${business} ${zone.timeZoneId ?? zone.name} ${numbers.join(',')}`;
    const group = groups.get(key) ?? { zone, doors, business, pins: [] };
    group.pins.push(pin);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, pins: [...new Set(group.pins)] }));
}

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

function reasonOf(zone: ZoneTaken | undefined, isWhole: boolean): Dispute['reason'] {
  if (zone === undefined) return 'zone';
  return isWhole ? 'limited' : 'place';
}

const nameOf = ({ business, doors, zone }: Group): string =>
  `${business === 'vis' ? 'Visitors: ' : ''}${doors.map(({ name }) => name).join(' + ')} (${zone.name})`;

/** It ends by itself, apart from the person's own validity: a level that was given for some days. */
const isOtherwiseLimited = ({ startTime, endTime, isMixed }: FoundAuthority, user: FoundUser | undefined): boolean =>
  isMixed || (startTime !== null && startTime !== user?.startTime) || (endTime !== null && endTime !== user?.endTime);

function freeName(wanted: string, used: ReadonlySet<string>): string {
  const base = wanted.slice(0, longestName);
  if (!used.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, longestName - 5)} ${number}`;
    if (!used.has(name)) return name;
  }
}
