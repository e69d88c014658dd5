import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
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
  foundZones,
  notTaken,
  type FoundAuthority,
  type FoundZone,
} from './found-access.js';
import { PeopleTakeOverService } from './people-take-over.service.js';
import { SurveyService } from './survey.service.js';
import type { Dispute, LevelTaken, TakeOver, ZoneTaken } from './take-over.js';

const origin = 'survey';
const taken = ['user', 'extuser', 'mulcarduser', 'userauthorize', 'timezone', 'templatev10', 'biodata', 'biophoto'];
const longestName = 100;

interface Door {
  readonly id: string;
  readonly name: string;
  readonly number: number;
}

/** The same doors at the same times, and who may pass them. */
interface Group {
  readonly zone: ZoneTaken;
  readonly doors: readonly Door[];
  readonly pins: string[];
}

interface LevelHere {
  readonly id: string;
  readonly name: string;
  readonly timeZoneId: number;
  readonly doorIds: readonly string[];
}

/**
 * What a survey found becomes ours: users persons with their cards, zones those that say the same or new ones, and rows
 * that open doors levels. A second time it changes nothing.
 */
@Injectable()
export class TakeOverService {
  constructor(
    private readonly surveys: SurveyService,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly people: PeopleTakeOverService,
    private readonly zones: TimeZoneService,
    private readonly levels: AccLevelService,
    private readonly members: MembershipService,
    private readonly templates: ReportedTemplateService,
  ) {}

  /** @throws Failure notFound, conflict */
  async run(tx: EntityManager, sn: string, dryRun: boolean): Promise<TakeOver> {
    const { id, status } = await this.surveys.get(tx, sn);
    if (status !== 'done') throw new Failure('conflict', `device ${sn} is still being read`);
    await lockDevice(tx, sn);
    const people = await this.people.take(tx, await foundUsers(tx, id), dryRun);
    const disputes: Dispute[] = [...people.disputes];
    const rights = (await foundAuthorities(tx, id)).filter(({ pin }) => people.pins.has(pin));
    const used = new Set(rights.map(({ timeZoneId }) => timeZoneId));
    const found = (await foundZones(tx, id)).filter(({ timeZoneId }) => used.has(timeZoneId));
    const zones = await this.takeZones(tx, sn, found, dryRun, disputes);
    const groups = await groupsOf(tx, sn, rights, zones, disputes);
    const levels: LevelTaken[] = [];
    for (const group of groups) levels.push(await this.takeLevel(tx, group, dryRun));
    if (!dryRun) await this.takeBodies(tx, sn, people.pins);
    const { added, changed, same, cards } = people;
    const rest = await notTaken(tx, id, taken);
    const report = { dryRun, persons: { added, changed, same }, cards, zones, levels, disputes, notTaken: rest };
    if (!dryRun) await this.keep(tx, sn, report);
    return report;
  }

  /** What was taken over last. @throws Failure notFound */
  async last(tx: EntityManager, sn: string): Promise<TakeOver> {
    await this.devices.get(tx, sn);
    const [found]: { report: TakeOver | null }[] = await tx.query('SELECT report FROM take_over WHERE sn = $1', [sn]);
    if (!found?.report) throw new Failure('notFound', `nothing of device ${sn} was taken over yet`);
    return found.report;
  }

  private async keep(tx: EntityManager, sn: string, report: TakeOver): Promise<void> {
    await tx.query(
      `INSERT INTO take_over (sn, report) VALUES ($1, $2) ON CONFLICT (sn) DO UPDATE SET report = excluded.report`,
      [sn, JSON.stringify(report)],
    );
  }

  /**
   * What it told of people who were nobody yet is theirs now. Templates and photos come from the panel once more: the
   * survey keeps none. They fill what is empty here.
   */
  private async takeBodies(tx: EntityManager, sn: string, pins: ReadonlySet<string>): Promise<void> {
    const told: { pin: string }[] = await tx.query(
      'SELECT DISTINCT pin FROM device_template WHERE sn = $1 AND content IS NOT NULL ORDER BY pin',
      [sn],
    );
    for (const { pin } of told) if (pins.has(pin)) await this.templates.adopt(tx, pin, sn);
    const { options, online, link } = await this.devices.get(tx, sn);
    if (!online || link !== 'push-acc') return;
    for (const what of ['templates', 'photos'] as const)
      for (const order of fetchOrders(what, options)) await this.commands.run(tx, sn, order, { origin });
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

  private async takeLevel(tx: EntityManager, { zone, doors, pins }: Group, dryRun: boolean): Promise<LevelTaken> {
    const doorIds = doors.map(({ id }) => id).sort();
    const here: LevelHere[] = await tx.query(
      `SELECT l.id, l.name, l.time_zone_id AS "timeZoneId",
         ARRAY(SELECT d.door_id FROM acc_level_door d WHERE d.level_id = l.id ORDER BY d.door_id) AS "doorIds"
       FROM acc_level l WHERE l.business = 'acc' ORDER BY l.created_at, l.id`,
    );
    const same = here.find(
      (level) => level.timeZoneId === zone.timeZoneId && [...level.doorIds].sort().join('\n') === doorIds.join('\n'),
    );
    const wanted = `${doors.map(({ name }) => name).join(' + ')} (${zone.name})`;
    const name = same?.name ?? freeName(wanted, new Set(here.map((level) => level.name)));
    const facts = { isNew: !same, doorIds, zoneName: zone.name, persons: pins.length, name };
    const members: { pin: string }[] = same
      ? await tx.query(
          `SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id
           WHERE m.level_id = $1 AND p.pin = ANY($2)`,
          [same.id, pins],
        )
      : [];
    const has = new Set(members.map(({ pin }) => pin));
    const lacking = pins.filter((pin) => !has.has(pin));
    if (dryRun || zone.timeZoneId === null) return { ...facts, levelId: same?.id ?? null, granted: lacking.length };
    const level = same ?? (await this.levels.create(tx, 'acc', { name, timeZoneId: zone.timeZoneId, doorIds }));
    if (lacking.length > 0) await this.members.grant(tx, 'acc', lacking, [level.id]);
    return { ...facts, levelId: level.id, granted: lacking.length };
  }
}

/** Each distinct pair of doors and zone, with the people who have it. */
async function groupsOf(
  tx: EntityManager,
  sn: string,
  rights: readonly FoundAuthority[],
  zones: readonly ZoneTaken[],
  disputes: Dispute[],
): Promise<Group[]> {
  const rows: Door[] = await tx.query('SELECT id, name, number FROM door WHERE device_sn = $1', [sn]);
  const doorNamed = new Map(rows.map((door) => [door.number, door]));
  const zoneNamed = new Map(zones.map((zone) => [zone.onDevice, zone]));
  const groups = new Map<string, Group>();
  for (const { pin, timeZoneId, doors: numbers, isLimited } of rights) {
    const zone = zoneNamed.get(timeZoneId);
    const doors = numbers.flatMap((number) => doorNamed.get(number) ?? []);
    const there = `doors ${numbers.join(', ')} in time zone ${timeZoneId}`;
    const reason = isLimited ? 'limited' : zone === undefined ? 'zone' : 'place';
    if (isLimited || zone === undefined || doors.length < numbers.length || doors.length === 0) {
      disputes.push({ pin, reason, there, here: '' });
      continue;
    }
    const key = `${zone.timeZoneId ?? zone.name} ${numbers.join(',')}`;
    const group = groups.get(key) ?? { zone, doors, pins: [] };
    group.pins.push(pin);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, pins: [...new Set(group.pins)] }));
}

function freeName(wanted: string, used: ReadonlySet<string>): string {
  const base = wanted.slice(0, longestName);
  if (!used.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, longestName - 5)} ${number}`;
    if (!used.has(name)) return name;
  }
}
