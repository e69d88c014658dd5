import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import type { Order } from '../../core/command/order.js';
import { markOptionsUnknown } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG } from '../../platform/tokens.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { optionTableName, writableNamed } from '../../protocol/access-push/tables/writable.js';
import { loadDevices, type DeviceFacts } from '../desired/facts.js';
import { answersBy } from '../ledger/answers.js';
import { VerifyService } from '../verify/verify.service.js';
import { noteCompared, noteForeign, takeDue } from './due.js';
import { SurveyReadingService } from './survey-reading.service.js';
import { surveySteps } from './survey-steps.js';
import { optionsToAsk } from './told-options.js';
import { makeSurvey, saveSurvey, surveys, type Survey, type SurveyStep } from './survey.js';

const origin = 'survey';
const everyMs = 5_000;
/** Rows may come after the result; this is how long they are waited for. */
const patienceSeconds = 60;
/** Until the transaction that told of the rows has committed. */
const soonMs = 20;
const isHalfRead = `steps @> '[{"status": "reading", "tally": {}}]'`;

/**
 * Reads everything that a device can report, one table after the other, and compares it with the ledger. Nothing
 * changes, here or there: the result is for the operator who has to decide about a panel that another server filled.
 */
@Injectable()
export class SurveyService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  private readonly reading: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
    private readonly reader: SurveyReadingService,
    private readonly verifications: VerifyService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'surveys', everyMs, failure: 'surveys could not be looked after' }, () =>
      this.giveUp(),
    );
    this.reading = jobs.add(
      { name: 'survey-reading', everyMs: 2_000, failure: 'what devices told could not be read' },
      () => this.readOn(),
    );
    commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  onApplicationBootstrap(): void {
    this.job.start();
    this.reading.start();
  }

  /** @throws Failure notFound, deviceOffline, deviceUnsupported, conflict */
  async start(tx: EntityManager, sn: string): Promise<Survey> {
    const device = await this.devices.get(tx, sn);
    if (device.link === 'pull') throw new Failure('deviceUnsupported', `device ${sn} is read by its own calls`);
    if (device.status !== 'approved') throw new Failure('conflict', `device ${sn} is not approved`);
    if (!device.online) throw new Failure('deviceOffline', `device ${sn} is offline`);
    if (device.registeredAt === null) throw new Failure('conflict', `device ${sn} has not registered yet`);
    await lockDevice(tx, sn);
    const [running] = await surveys(tx, `sn = $1 AND status = 'running'`, [sn]);
    if (running?.purpose === 'asked') throw new Failure('conflict', `device ${sn} is being read already`);
    if (running) return running;
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [sn]);
    if (!facts) throw new Failure('notFound', `there is no device ${sn}`);
    const purpose = await takeDue(tx, sn);
    const made = await makeSurvey(tx, { sn, purpose, steps: surveySteps(device, facts.dialect) });
    await this.goOn(tx, made);
    return this.get(tx, sn);
  }

  /** The last survey of a device. @throws Failure notFound */
  async get(tx: EntityManager, sn: string): Promise<Survey> {
    await this.devices.get(tx, sn);
    const [found] = await surveys(tx, 'sn = $1', [sn]);
    if (!found) throw new Failure('notFound', `device ${sn} has not been read yet`);
    return found;
  }

  /** The survey once it is done, or its state after `seconds`. */
  async wait(sn: string, seconds: number): Promise<Survey> {
    const until = Date.now() + seconds * 1_000;
    for (;;) {
      const one = await this.get(this.unitOfWork.manager, sn);
      const left = until - Date.now();
      if (one.status === 'done' || left <= 0 || one.commandId === null) return one;
      await this.waits.wait(one.commandId, left / 1_000);
      // The end of a command and its consequences are one transaction; rows that come after it are another.
      await new Promise((done) => setTimeout(done, Math.min(left, 50)));
    }
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const [one] = await surveys(tx, `sn = $1 AND command_id = $2 AND status = 'running'`, [command.sn, command.id]);
    if (!one) return;
    if (end.status !== 'done') return this.refused(tx, one, end);
    // The rest follows outside of the transaction that other devices share.
    if (await this.readSome(tx, one, (end.returnCode ?? 0) > 0)) setTimeout(() => this.reading.soon(), soonMs).unref();
  }

  private async refused(tx: EntityManager, one: Survey, end: CommandEnd): Promise<void> {
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [one.sn]);
    const step = one.steps.find(({ status }) => status === 'reading');
    if (facts && step) await this.goOn(tx, withStep(one, { ...step, ...refusal(end, facts) }));
  }

  /** @returns whether more of the table is to be read */
  private async readSome(tx: EntityManager, one: Survey, rowsAreToCome: boolean): Promise<boolean> {
    const [facts] = await loadDevices(tx, this.config.siteTimeZone, [one.sn]);
    const step = one.steps.find(({ status }) => status === 'reading');
    if (!facts || !step) return false;
    const table = writableNamed(step.table);
    const next: SurveyStep | null = table
      ? await this.reader.read(tx, { survey: one, step, table, facts }, rowsAreToCome)
      : { ...step, status: 'cannotRead' };
    if (next === null) return false;
    const now = withStep(one, next);
    if (next.status !== 'reading') await this.goOn(tx, now);
    else await saveSurvey(tx, one.id, now);
    return next.status === 'reading';
  }

  /** Goes on with tables that are half read: each slice is a transaction of its own. */
  private async readOn(): Promise<void> {
    const half: { id: number; sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT id, sn FROM survey WHERE status = 'running' AND ${isHalfRead} ORDER BY touched_at LIMIT 50`,
    );
    for (const { id, sn } of half) {
      while (!this.reading.isStopped && (await this.unitOfWork.run((tx) => this.readNext(tx, sn, id))));
    }
  }

  private async readNext(tx: EntityManager, sn: string, id: number): Promise<boolean> {
    await lockDevice(tx, sn);
    const [one] = await surveys(tx, `id = $1 AND status = 'running' AND ${isHalfRead}`, [id]);
    return one !== undefined && this.readSome(tx, one, false);
  }

  /** Asks for the next table, or ends the survey. */
  private async goOn(tx: EntityManager, one: Survey): Promise<void> {
    const { id, sn, steps } = one;
    const at = steps.findIndex(({ status }) => status === 'waiting');
    const step = steps[at];
    if (!step) {
      await noteForeign(tx, one);
      await saveSurvey(tx, id, { steps, commandId: null, status: 'done' });
      return this.mend(tx, sn, await noteCompared(tx, one));
    }
    const device = await this.devices.get(tx, sn);
    const order = await orderOf(tx, sn, step);
    const commandId = await this.commands.run(tx, sn, order, { origin, pollSeconds: requestDelayOf(device) });
    const asked = steps.map((old, place): SurveyStep => (place === at ? { ...old, status: 'reading' } : old));
    await saveSurvey(tx, id, { steps: asked, commandId, status: 'running' });
  }

  /** Missing rows are sent again after a comparison of their own: a survey changes nothing itself. */
  private async mend(tx: EntityManager, sn: string, tables: string[]): Promise<void> {
    const { online, status } = await this.devices.get(tx, sn);
    if (tables.length === 0 || !online || status !== 'approved') return;
    if (tables.includes(optionTableName)) await this.sendOptions(tx, sn);
    const others = tables.filter((table) => table !== optionTableName);
    if (others.length > 0)
      await this.verifications.start(tx, sn, { tables: others, repair: 'missing', removeUnknown: false });
  }

  /** Options are set and never compared otherwise: what has another value is set again. */
  private async sendOptions(tx: EntityManager, sn: string): Promise<void> {
    const rows: { name: string }[] = await tx.query(
      `SELECT lower(r.row ->> 'name') AS name FROM survey s JOIN survey_row r ON r.survey_id = s.id
       WHERE s.sn = $1 AND r.table_name = '${optionTableName}' AND r.standing = 'differs'`,
      [sn],
    );
    await markOptionsUnknown(
      tx,
      sn,
      rows.map(({ name }) => name),
    );
    await recordChange(tx, 'device', [sn]);
  }

  /** Rows that do not come after their result, and commands that ended without an answer. */
  private async giveUp(): Promise<void> {
    const late: { id: number; sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT s.id, s.sn FROM survey s LEFT JOIN command c ON c.id = s.command_id AND c.sn = s.sn
       WHERE s.status = 'running' AND NOT ${isHalfRead} AND coalesce(c.finished_at, s.touched_at) < clock_timestamp() - $1 * interval '1 second'
         AND coalesce(c.status NOT IN ('queued', 'sent'), true) LIMIT 50`,
      [patienceSeconds],
    );
    for (const { id, sn } of late) await this.unitOfWork.run((tx) => this.skip(tx, sn, id));
  }

  private async skip(tx: EntityManager, sn: string, id: number): Promise<void> {
    await lockDevice(tx, sn);
    const [one] = await surveys(tx, `id = $1 AND status = 'running'`, [id]);
    if (!one) return;
    const steps = one.steps.map((step): SurveyStep =>
      step.status === 'reading' ? { ...step, status: 'noAnswer' } : step,
    );
    await this.goOn(tx, { ...one, steps });
  }
}

async function orderOf(tx: EntityManager, sn: string, step: SurveyStep): Promise<Order> {
  if (step.table === optionTableName) return { type: 'getOptions', names: await optionsToAsk(tx, sn) };
  const filter = step.type === null ? '*' : `Type=${step.type}`;
  return { type: 'query', table: tableNamed(step.table)?.name ?? step.table, filter, keepRows: true };
}

const withStep = (one: Survey, step: SurveyStep): Survey => ({
  ...one,
  steps: one.steps.map((old) => (old.status === 'reading' ? step : old)),
});

/** It is no fault if the firmware does not know a table or does not give it away. */
function refusal({ status, returnCode }: CommandEnd, { device }: DeviceFacts): Partial<SurveyStep> {
  if (status !== 'failed') return { status: 'noAnswer' };
  const never = returnCode !== null && answersBy(device.link).kind(returnCode, '') === 'never';
  return { status: never ? 'cannotRead' : 'failed', returnCode };
}
