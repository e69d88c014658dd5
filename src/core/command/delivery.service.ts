import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { recordChange } from '../outbox/outbox.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { Command, OpenCommand } from './command.js';
import { CommandLifeService } from './command-life.service.js';
import { CommandService, type CommandEnd } from './command.service.js';
import { GroupDeliveryService } from './group-delivery.service.js';
import {
  appendEnds,
  hasOpenCommands,
  lockDevice,
  markSent,
  markUnsent,
  openCommands,
  overdueOrders,
} from './command.store.js';
import {
  awaitsAnswer,
  handedOut,
  isCode,
  isPending,
  pendingSeconds,
  type Answer,
  type Batch,
  type Claim,
  type HandedOut,
  type Render,
} from './delivery.js';
import { afterHandOut, mostDeliveries, nextDueOf, nextOf, patienceFor, silence } from './turn.js';

/** Hands commands out, each claim in one transaction, and settles them when the device answers. */
@Injectable()
export class DeliveryService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
    private readonly lives: CommandLifeService,
    private readonly groups: GroupDeliveryService,
  ) {}

  /**
   * Most devices have nothing waiting: that takes no lock. A command that is queued meanwhile is announced by a
   * notification.
   */
  async claim(sn: string, render: Render, batch: Batch): Promise<Claim> {
    const joined = batch.most === 1 ? await this.groups.claim(sn, render) : null;
    if (joined) return joined;
    if (!(await hasOpenCommands(this.unitOfWork.manager, sn))) return { commands: [], nextDue: Infinity };
    return this.claimOpen(sn, render, batch);
  }

  private claimOpen(sn: string, render: Render, batch: Batch): Promise<Claim> {
    const { commandRetry } = this.config;
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const ended: Command[] = [];
      const commands: HandedOut[] = [];
      let open = await this.endOverdue(tx, sn, ended);
      const stale = new Set<number>();
      const here = new Set<number>();
      while (commands.length < batch.most) {
        const next = nextOf(open, commandRetry, batch.together ? here : none);
        if (!next || !fits(next, commands, batch)) break;
        const text = await this.handOut(tx, next, render, ended);
        if (text === outdated) stale.add(next.id);
        else here.add(next.id);
        if (typeof text === 'string') commands.push(handedOut(next.id, next.order, next.endsAt, text));
        const left = typeof text === 'string' ? afterHandOut(open, next, commandRetry) : await this.open(tx, sn);
        open = left.filter(({ id }) => !stale.has(id));
      }
      if (stale.size > 0) await this.planAnew(tx, sn);
      await appendEnds(tx, ended);
      return { commands, nextDue: nextDueOf(open, commandRetry) };
    });
  }

  /** Ends the command with that number, of that device, and no other. @returns false if there is none */
  async settle(sn: string, answer: Answer): Promise<boolean> {
    return (await this.groups.settle(sn, answer)) ? true : this.settleAlone(sn, answer);
  }

  private settleAlone(sn: string, { id, returnCode, succeeded }: Answer): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const command = await this.commands.find(tx, id);
      if (command?.sn !== sn) return false;
      if (!awaitsAnswer(command) || returnCode === null || !isCode(returnCode)) return true;
      if (isPending(command, returnCode)) {
        await this.prolong(tx, sn, id, pendingSeconds);
        return true;
      }
      const ended: Command[] = [];
      await this.end(tx, command, { status: (succeeded ?? returnCode >= 0) ? 'done' : 'failed', returnCode }, ended);
      await appendEnds(tx, ended);
      return true;
    });
  }

  /** Ends claimed commands that have not left the gateway: their time was over, or the device was gone. */
  takeBack(sn: string, ids: readonly number[]): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const ended: Command[] = [];
      for (const id of ids) {
        const command = await this.commands.find(tx, id);
        if (command?.sn !== sn || !awaitsAnswer(command) || !command.once) continue;
        await markUnsent(tx, id);
        await this.end(tx, command, { status: 'expired', returnCode: null }, ended);
      }
      await appendEnds(tx, ended);
    });
  }

  /**
   * A device is still busy with a command: its answer is waited for longer, and it is not delivered again meanwhile.
   */
  async prolong(tx: EntityManager, sn: string, id: number, seconds: number): Promise<void> {
    await tx.query(
      `UPDATE command SET retry_at = clock_timestamp() + $3 * interval '1 second'
       WHERE id = $1 AND sn = $2 AND status = 'sent'`,
      [id, sn, seconds],
    );
  }

  /** Ends commands that have waited too long, on any device. Any gateway may do it; each command ends once. */
  async sweep(): Promise<void> {
    const due: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT DISTINCT sn FROM command
       WHERE (status = 'queued' AND expires_at <= clock_timestamp())
          OR (status = 'sent' AND (retry_at <= clock_timestamp() OR sent_at > clock_timestamp())
            AND (once OR attempts >= $1)) LIMIT 200`,
      [mostDeliveries],
    );
    const over = await overdueOrders(this.unitOfWork.manager, this.lives);
    for (const sn of new Set([...due.map(({ sn }) => sn), ...over])) await this.sweepDevice(sn);
  }

  private sweepDevice(sn: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const ended: Command[] = [];
      await this.endOverdue(tx, sn, ended);
      await appendEnds(tx, ended);
    });
  }

  /** Ends commands that have expired or were never answered. @returns the commands that are open after that */
  private async endOverdue(tx: EntityManager, sn: string, ended: Command[]): Promise<OpenCommand[]> {
    const open = await this.open(tx, sn);
    const before = ended.length;
    for (const command of open) {
      const status = command.expired ? 'expired' : silence(command);
      if (status) await this.end(tx, command, { status, returnCode: null }, ended);
    }
    return ended.length === before ? open : this.open(tx, sn);
  }

  private open(tx: EntityManager, sn: string): Promise<OpenCommand[]> {
    return openCommands(tx, this.sealedBox, this.lives, sn);
  }

  private async end(tx: EntityManager, command: Command, end: CommandEnd, ended: Command[]): Promise<void> {
    await this.commands.end(tx, command, end);
    ended.push(command);
  }

  /**
   * Its text would not be what the ledger will note. What was sent before, in other words, may have been carried out. What
   * was not waits; what makes the device understand these words again may be behind it.
   */
  private async leaveOut(tx: EntityManager, command: Command, ended: Command[]): Promise<null | typeof outdated> {
    if (command.sentAt === null) return outdated;
    await this.end(tx, command, { status: 'unanswered', returnCode: null }, ended);
    await this.planAnew(tx, command.sn);
    return null;
  }

  /** Its rows and those of all its people: whatever has changed, they wait until it is worked out. */
  private async planAnew(tx: EntityManager, sn: string): Promise<void> {
    await recordChange(tx, 'device', [sn]);
    await recordChange(tx, 'everybody', [sn]);
  }

  private async handOut(
    tx: EntityManager,
    queued: OpenCommand,
    render: Render,
    ended: Command[],
  ): Promise<string | null | typeof outdated> {
    const command = await this.commands.current(tx, queued);
    if (command === null) {
      // It was handed out before, so the device may have carried it out.
      const status = queued.sentAt === null ? 'cancelled' : 'unanswered';
      await this.end(tx, queued, { status, returnCode: null }, ended);
      return null;
    }
    try {
      const rendered = await render(command.order, tx);
      if (rendered === null) return await this.leaveOut(tx, command, ended);
      const { text, kept = text } = rendered;
      await markSent(tx, this.sealedBox, command.id, {
        text: kept,
        retryAfter: patienceFor(command, this.config.commandRetry),
      });
      return text;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await this.end(tx, command, { status: 'failed', returnCode: null }, ended);
      return null;
    }
  }
}

const none: ReadonlySet<number> = new Set();

/** It waits until its rows are planned anew; others go before it. */
const outdated = Symbol('outdated');

/** Approximate size of the columns of a row, without its template or photo. */
const plainRow = 300;

const sizeOf = ({ order }: Command): number =>
  order.type === 'updateRows' ? order.rows.reduce((sum, { content }) => sum + plainRow + (content?.size ?? 0), 0) : 0;

function fits(next: Command, commands: readonly HandedOut[], { together }: Batch): boolean {
  const last = commands.at(-1);
  if (!together || !last) return true;
  if (together.ends(last.text)) return false;
  const size = commands.reduce((sum, { text }) => sum + text.length, 0);
  return size + sizeOf(next) <= together.characters;
}
