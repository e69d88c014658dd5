import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { inSlices } from '../../devices/push/slices.js';
import { textOf } from '../../devices/push/request.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { CONFIG } from '../../platform/tokens.js';
import { parseRecords, type Rec } from '../../protocol/access-push/records.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { loadDevices, type DeviceFacts } from '../desired/facts.js';
import { answersBy } from '../ledger/answers.js';
import { attRecords, isAtt } from '../verify/att-step.js';
import { ledgerSides } from '../verify/ledger-side.js';
import { newStep } from '../verify/verification.js';
import { VerifyService } from '../verify/verify.service.js';
import { noteCompared, noteForeign, takeDue } from './due.js';
import { judged, missed, type Judge } from './survey-rows.js';
import { surveySteps } from './survey-steps.js';
import {
  keepRows,
  makeSurvey,
  saveSurvey,
  standings,
  surveys,
  type RowToKeep,
  type Standing,
  type Survey,
  type SurveyStep,
  type Tally,
} from './survey.js';

const origin = 'survey';
const everyMs = 5_000;
/** Rows may come after the result; this is how long they are waited for. */
const patienceSeconds = 60;

/**
 * Reads everything that a device can report, one table after the other, and compares it with the ledger. Nothing
 * changes, here or there: the result is for the operator who has to decide about a panel that another server filled.
 */
@Injectable()
export class SurveyService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
    private readonly rows: QueryAnswerService,
    private readonly verifications: VerifyService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'surveys', everyMs, failure: 'surveys could not be looked after' }, () =>
      this.giveUp(),
    );
    commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  onApplicationBootstrap(): void {
    this.job.start();
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
    const [facts] = one ? await loadDevices(tx, this.config.siteTimeZone, [command.sn]) : [];
    const at = one?.steps.findIndex(({ status }) => status === 'reading') ?? -1;
    const step = one?.steps[at];
    if (!one || !facts || !step) return;
    const next = end.status === 'done' ? await this.read(tx, one, step, facts, command, end) : refusal(end, facts);
    if (next === null) return;
    await this.goOn(tx, { ...one, steps: one.steps.map((old, place) => (place === at ? { ...old, ...next } : old)) });
  }

  /** @returns the new state of the step; null until the rows have come */
  private async read(
    tx: EntityManager,
    { id, sn }: Survey,
    step: SurveyStep,
    facts: DeviceFacts,
    command: Command,
    { returnCode }: CommandEnd,
  ): Promise<Partial<SurveyStep> | null> {
    const bodies = await this.rows.take(tx, command);
    if (bodies === null && (returnCode ?? 0) > 0) return null;
    const table = tableNamed(step.table);
    if (!table) return { status: 'cannotRead' };
    const sides = await ledgerSides(tx, this.sealedBox, sn, step);
    const wanted = new Map(sides.map((side) => [side.key, side]));
    const judge: Judge = { name: step.table, table, dialect: facts.dialect, wanted, seal: this.sealedBox };
    const found = new Map<string, Standing>();
    let unreadable = 0;
    for (const body of bodies ?? []) {
      await inSlices(body, async (slice) => {
        const rows = recordsOf(slice, step, facts).map((rec) => judged(judge, rec));
        const readable = rows.filter((row) => row !== null);
        unreadable += rows.length - readable.length;
        for (const { key, standing } of readable) found.set(key, standing);
        await keepRows(tx, id, readable);
      });
    }
    const lost: RowToKeep[] = sides
      .filter(({ key, settled }) => settled && !found.has(key))
      .map((side) => missed(judge, side));
    await keepRows(tx, id, lost);
    const tally = tallyOf([...found.values(), ...lost.map(({ standing }) => standing)]);
    return { status: 'read', rows: found.size, tally, unreadable, returnCode: null };
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
    const filter = step.type === null ? '*' : `Type=${step.type}`;
    const table = tableNamed(step.table)?.name ?? step.table;
    const commandId = await this.commands.run(
      tx,
      sn,
      { type: 'query', table, filter, keepRows: true },
      { origin, pollSeconds: requestDelayOf(device) },
    );
    const asked = steps.map((old, place): SurveyStep => (place === at ? { ...old, status: 'reading' } : old));
    await saveSurvey(tx, id, { steps: asked, commandId, status: 'running' });
  }

  /** Missing rows are sent again after a comparison of their own: a survey changes nothing itself. */
  private async mend(tx: EntityManager, sn: string, tables: string[]): Promise<void> {
    const { online, status } = await this.devices.get(tx, sn);
    if (tables.length === 0 || !online || status !== 'approved') return;
    await this.verifications.start(tx, sn, { tables, repair: 'missing', removeUnknown: false });
  }

  /** Rows that do not come after their result, and commands that ended without an answer. */
  private async giveUp(): Promise<void> {
    const late: { id: number; sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT s.id, s.sn FROM survey s LEFT JOIN command c ON c.id = s.command_id AND c.sn = s.sn
       WHERE s.status = 'running' AND coalesce(c.finished_at, s.touched_at) < clock_timestamp() - $1 * interval '1 second'
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

const tallyOf = (found: readonly Standing[]): Tally =>
  Object.fromEntries(standings.map((name) => [name, found.filter((one) => one === name).length])) as Tally;

/** It is no fault if the firmware does not know a table or does not give it away. */
function refusal({ status, returnCode }: CommandEnd, { device }: DeviceFacts): Partial<SurveyStep> {
  if (status !== 'failed') return { status: 'noAnswer' };
  const never = returnCode !== null && answersBy(device.link).kind(returnCode, '') === 'never';
  return { status: never ? 'cannotRead' : 'failed', returnCode };
}

/** Some firmware sends every type, whichever was asked for (docs/field-notes.md 37). */
const recordsOf = (body: Buffer, { table, type }: SurveyStep, { device }: DeviceFacts): Rec[] =>
  (isAtt(device) ? attRecords([body], newStep({ table, type, asked: false })) : parseRecords(textOf(body))).filter(
    ({ fields }) => type === null || Number(fields.get('type') ?? type) === type,
  );
