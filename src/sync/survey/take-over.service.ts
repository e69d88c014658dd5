import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { isTakingAway } from '../../core/outbox/outbox.js';
import { ReportedTemplateService } from '../../modules/bioTemplate/reported-template.service.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { fetchOrders } from '../setup/fetch-orders.js';
import { foundAuthorities, foundUsers, doorsOf } from './found-access.js';
import { bodiesOf, forgetOldDeletions, noBodies } from './bodies-taken.js';
import { departmentLevels } from './department-levels.js';
import { DeviceRuleTakeOverService } from './device-rule-take-over.service.js';
import { zoneOfSetting } from './found-door-rules.js';
import { foundRows, isDoorParameter, numberIn, placeOfFound, type FoundRow } from './found-row.js';
import { foundPrivileges, notTaken } from './found-rules.js';
import { PeopleTakeOverService } from './people-take-over.service.js';
import { RuleTakeOverService } from './rule-take-over.service.js';
import { groupsOf } from './level-groups.js';
import { LevelTakeOverService } from './level-take-over.service.js';
import { noteImport, whyFailed } from './import-state.js';
import { goesOn } from './due.js';
import { SurveyService } from './survey.service.js';
import { onceTaken, StillTaking } from './still-taking.js';
import { TakenSoFar, type Slice } from './taken-so-far.js';
import type { Dispute, LevelTaken, TakeOver } from './take-over.js';
import { ZoneTakeOverService } from './zone-take-over.service.js';

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
    private readonly zones: ZoneTakeOverService,
    private readonly levels: LevelTakeOverService,
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
    const zones = await this.zones.take(tx, { sn, id, dryRun }, taken.zones, used, disputes);
    const doors = await doorsOf(tx, sn);
    const groups = groupsOf(doors, rights, [...taken.zones, ...zones], { users, visitors: people.visitors }, disputes);
    const levels: LevelTaken[] = [];
    for (const group of groups) levels.push(await this.levels.take(tx, group, dryRun));
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
    const zones = [
      ...taken.zones,
      ...(await this.zones.take(tx, { sn, id, dryRun }, taken.zones, used, disputes)),
    ].sort((one, other) => one.onDevice - other.onDevice);
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
