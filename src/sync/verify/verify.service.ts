import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QueryAnswerService } from '../../core/command/query-answer.service.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { CommandWaitService } from '../../core/command/command-wait.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { isGivingHeld, releaseDevice } from '../../core/ledger/restore-hold.js';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { Failure } from '../../platform/errors.js';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { DispatchService } from '../ledger/dispatch.service.js';
import { loadDevices, type DeviceFacts } from '../desired/facts.js';
import { settingTables } from '../desired/table-order.js';
import { countsTable, tellsTable } from './att-step.js';
import { compare } from './compare.js';
import { markHeldTablesUnknown } from '../ledger/ledger-unknown.repository.js';
import { keptRange } from '../ledger/ledger-verify.repository.js';
import { lacksNoRight } from './lacks-no-right.js';
import { ledgerSides } from './ledger-side.js';
import { planSteps } from './plan-steps.js';
import { repair } from './repair.js';
import { countOrder, missingRows, queryOrder, recordsOf, refusal, report } from './step.js';
import {
  makeVerification,
  saveVerification,
  verifications,
  type Repair,
  type Step,
  type StepStatus,
  type Verification,
} from './verification.js';

const origin = 'verify';
const everyMs = 5_000;
/** Rows may come after the result; this is how long they are waited for. */
const patienceSeconds = 60;

interface VerifyRequest {
  readonly tables?: readonly string[] | undefined;
  readonly repair: Repair;
  readonly removeUnknown: boolean;
  /** The device may be another one: every table is compared row by row, whatever is counted. */
  readonly rowByRow?: boolean;
}

/**
 * Compares a device with the ledger, one table after the other. It asks for a count. If the count differs, if the
 * device cannot count, or if it was requested, it asks for the rows and compares them one by one.
 */
@Injectable()
export class VerifyService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly devices: DeviceService,
    private readonly commands: CommandService,
    private readonly waits: CommandWaitService,
    private readonly rows: QueryAnswerService,
    private readonly dispatcher: DispatchService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'verifications', everyMs, failure: 'verifications could not be looked after' }, () =>
      this.giveUp(),
    );
    commands.onSettled(origin, (tx, command, end) => this.settled(tx, command, end));
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async start(
    tx: EntityManager,
    sn: string,
    { tables, rowByRow = false, ...rest }: VerifyRequest,
  ): Promise<Verification> {
    const device = await this.devices.get(tx, sn);
    if (!device.online || device.status !== 'approved') throw new Failure('deviceOffline', `device ${sn} is offline`);
    if (device.registeredAt === null) throw new Failure('conflict', `device ${sn} has not registered yet`);
    await lockDevice(tx, sn);
    const planned = await planSteps(tx, sn, tables);
    const steps = rowByRow ? planned.map((step) => ({ ...step, asked: true, due: true })) : planned;
    const made = await makeVerification(tx, sn, { ...rest, steps });
    await this.goOn(tx, made);
    return this.get(tx, sn, made.id);
  }

  async get(tx: EntityManager, sn: string, id: number): Promise<Verification> {
    const [found] = await verifications(tx, 'sn = $1 AND id = $2', [sn, id]);
    if (!found) throw new Failure('notFound', `there is no verification ${id} of device ${sn}`);
    return found;
  }

  list(tx: EntityManager, sn: string, page: { limit: number; before?: number | undefined }): Promise<Verification[]> {
    return verifications(tx, 'sn = $1 AND ($2::bigint IS NULL OR id < $2)', [sn, page.before ?? null], page.limit);
  }

  /** The verification once it is done, or its state after `seconds`. */
  async wait(sn: string, id: number, seconds: number): Promise<Verification> {
    const until = Date.now() + seconds * 1_000;
    for (;;) {
      const one = await this.get(this.unitOfWork.manager, sn, id);
      const left = until - Date.now();
      if (one.status === 'done' || left <= 0 || one.commandId === null) return one;
      await this.waits.wait(one.commandId, left / 1_000);
      // The end of a command and its consequences are one transaction; rows that come after it are another.
      await new Promise((done) => setTimeout(done, Math.min(left, 50)));
    }
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    const [one] = await verifications(tx, `sn = $1 AND command_id = $2 AND status = 'running'`, [
      command.sn,
      command.id,
    ]);
    const [facts] = one ? await loadDevices(tx, this.config.siteTimeZone, [command.sn]) : [];
    if (!one || !facts) return;
    const at = one.steps.findIndex(({ status }) => status === 'counting' || status === 'querying');
    const step = one.steps[at];
    if (!step) return;
    const next =
      step.status === 'counting'
        ? await this.counted(tx, step, command, end)
        : await this.queried(tx, one, step, facts, command, end);
    if (next === null) return;
    if (isWhole(one) && next.status === 'cannotVerify') await this.giveAgain(tx, one.sn, step);
    await this.goOn(tx, { ...one, steps: one.steps.map((old, place) => (place === at ? { ...old, ...next } : old)) });
    if (next.repaired) await this.dispatcher.dispatch(tx, facts);
  }

  /** @returns the new state of the step; null until the count has come */
  private async counted(
    tx: EntityManager,
    step: Step,
    command: Command,
    end: CommandEnd,
  ): Promise<Partial<Step> | null> {
    const count = command.answer?.count;
    if (end.status === 'done' && typeof count !== 'number') return null;
    if (typeof count !== 'number') {
      if (end.status !== 'failed') return { status: 'noAnswer' };
      // A device that cannot count may still send its rows.
      return { status: 'waiting', countCommandId: command.id };
    }
    const { least, most } = await keptRange(tx, command.sn, step);
    const told = { counted: count, countCommandId: command.id, device: count, ledger: least };
    const matches = count >= least && count <= most && !step.asked;
    return { ...told, status: matches ? 'matches' : 'waiting' };
  }

  /** @returns the new state of the step; null until the rows have come */
  private async queried(
    tx: EntityManager,
    one: Verification,
    step: Step,
    facts: DeviceFacts,
    command: Command,
    end: CommandEnd,
  ): Promise<Partial<Step> | null> {
    if (end.status !== 'done') return refusal(end, facts);
    const bodies = await this.rows.take(tx, command);
    const table = tableNamed(step.table);
    if (!table) return { status: 'cannotVerify' };
    const sides = await ledgerSides(tx, this.sealedBox, one.sn, step);
    const without = bodies ? 'none' : missingRows(facts, end, sides);
    if (without !== 'none') return without === 'wait' ? null : { status: 'cannotVerify' };
    const isWitness = await isGivingHeld(tx, one.sn);
    const all = compare(table, facts.dialect, recordsOf(bodies ?? [], step, facts), sides, isWitness);
    // Tables that describe the device also have rows that the device made itself.
    const found = settingTables.has(step.table) ? { ...all, extra: [] } : all;
    const repaired = await repair(tx, { ...one, ...step, dialect: facts.dialect }, found);
    return { ...report(found), repaired, ledger: sides.filter(({ settled }) => settled).length, returnCode: null };
  }

  /** Rows that a device at a new address does not report are sent again. */
  private async giveAgain(tx: EntityManager, sn: string, { table }: Step): Promise<void> {
    await markHeldTablesUnknown(tx, sn, [table]);
    await recordChange(tx, 'device', [sn]);
  }

  /** Asks for the next table, or ends the verification. */
  private async goOn(tx: EntityManager, one: Verification): Promise<void> {
    const { id, sn, steps } = one;
    const at = steps.findIndex(({ status }) => status === 'waiting');
    const step = steps[at];
    if (!step) return this.end(tx, one);
    const device = await this.devices.get(tx, sn);
    const counts = this.mayCount(step) && countsTable(device, step);
    if (!counts && !tellsTable(device, step)) {
      const known = steps.map((old, place): Step => (place === at ? { ...old, status: 'cannotVerify' } : old));
      return this.goOn(tx, { ...one, steps: known });
    }
    const order = counts ? countOrder(step) : queryOrder(step);
    const commandId = await this.commands.run(tx, sn, order, { origin, pollSeconds: requestDelayOf(device) });
    const status = counts ? 'counting' : 'querying';
    const asked = steps.map((old, place): Step => (place === at ? { ...old, status } : old));
    await saveVerification(tx, id, { steps: asked, commandId, status: 'running' });
  }

  private async end(tx: EntityManager, one: Verification): Promise<void> {
    const { id, sn, steps } = one;
    if (isWhole(one) && steps.some(isOpen)) await compareAgain(tx, one);
    await saveVerification(tx, id, { steps, commandId: null, status: 'done' });
    if (!isWhole(one) || !(await isGivingHeld(tx, sn)) || !(await lacksNoRight(tx, this.sealedBox, sn, steps))) return;
    if (await releaseDevice(tx, sn)) await recordChange(tx, 'device', [sn]);
  }

  private mayCount({ table, countCommandId }: Step): boolean {
    return countCommandId === null && tableNamed(table)?.operations.includes('count') === true;
  }

  /** Counts and rows that do not come after their result, and commands that ended without an answer. */
  private async giveUp(): Promise<void> {
    const late: { id: number; sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT v.id, v.sn FROM verification v LEFT JOIN command c ON c.id = v.command_id AND c.sn = v.sn
       WHERE v.status = 'running' AND coalesce(c.finished_at, v.touched_at) < clock_timestamp() - $1 * interval '1 second'
         AND coalesce(c.status NOT IN ('queued', 'sent'), true) LIMIT 50`,
      [patienceSeconds],
    );
    for (const { id, sn } of late) await this.unitOfWork.run((tx) => this.skip(tx, sn, id));
  }

  private async skip(tx: EntityManager, sn: string, id: number): Promise<void> {
    await lockDevice(tx, sn);
    const [one] = await verifications(tx, `id = $1 AND status = 'running'`, [id]);
    if (!one) return;
    const steps = one.steps.map((step): Step =>
      step.status === 'counting' || step.status === 'querying' ? { ...step, status: 'noAnswer' } : step,
    );
    await this.goOn(tx, { ...one, steps });
  }
}

/** The comparison that a device gets when it came from a new address. */
const isWhole = ({ repair: wanted, steps }: Verification) => wanted === 'all' && steps.every(({ asked }) => asked);

const withoutAnswer: ReadonlySet<StepStatus> = new Set(['noAnswer', 'failed']);

const isOpen = ({ status, underWay = 0 }: Step) => withoutAnswer.has(status) || underWay > 0;

/** A question was not answered, or what is compared was being taken away. The device is compared once more, and is not in sync before that. */
async function compareAgain(tx: EntityManager, { sn, createdAt }: Verification): Promise<void> {
  await tx.query('UPDATE device SET verify_due = true WHERE sn = $1 AND bound_at <= $2', [sn, createdAt]);
}
