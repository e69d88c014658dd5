import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { Command, OpenCommand } from './command.js';
import { CommandLifeService } from './command-lives.js';
import { CommandService, type CommandEnd } from './command.service.js';
import {
  appendEnds,
  hasOpenCommands,
  lockDevice,
  markSent,
  markUnsent,
  openCommands,
  overdueOrders,
} from './command.store.js';
import type { Order } from './order.js';

export interface Rendered {
  readonly text: string;
  /** The text that is stored with the command, if it is shorter: templates and photos have tables of their own. */
  readonly kept?: string;
}

/** Makes the text of an order for a device; throws a Failure if its link cannot express it. */
export type Render = (order: Order, tx: EntityManager) => Rendered | Promise<Rendered>;

export interface HandedOut {
  readonly id: number;
  readonly text: string;
  /** Set if it is for a controller behind the device. */
  readonly subSn?: string;
  /** When its life ends, by the steady clock: checked once more when the bytes leave the gateway. */
  readonly endsAt: number;
}

export const isOver = ({ endsAt }: Pick<HandedOut, 'endsAt'>): boolean => endsAt <= steadyMs();

/** How many commands go into one answer. */
export interface Batch {
  readonly most: number;
  /** Several data commands together; otherwise one, and the next when that one is answered. */
  readonly together?: {
    /** Approximate number of characters; a larger command is sent alone. */
    readonly characters: number;
    /** A device ignores everything after such a text. */
    readonly ends: (text: string) => boolean;
  };
}

/** The answer to a poll, and when there may be something again (epoch ms; Infinity = nothing is waiting). */
export interface Claim {
  readonly commands: readonly HandedOut[];
  readonly nextDue: number;
}

/** A device's report about the result of a command. */
export interface Answer {
  readonly id: number;
  readonly returnCode: number | null;
  /** Whether it was done, if the code alone does not say so. */
  readonly succeeded?: boolean;
}

/** Deliveries of a data command before it counts as failed (docs/rules.md 4). */
const mostDeliveries = 5;
/** The manual prints the second name for screens, although its text uses the first (9.5.3). */
const pending = -5000;
const pendingScreen = 5000;
const pendingSeconds = 600;

/** Hands commands out, each claim in one transaction, and settles them when the device answers. */
@Injectable()
export class DeliveryService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
    private readonly lives: CommandLifeService,
  ) {}

  /** Most devices have nothing waiting: that takes no lock. Whatever is queued meanwhile says so when it is there. */
  async claim(sn: string, render: Render, batch: Batch): Promise<Claim> {
    if (!(await hasOpenCommands(this.unitOfWork.manager, sn))) return { commands: [], nextDue: Infinity };
    return this.claimOpen(sn, render, batch);
  }

  private claimOpen(sn: string, render: Render, batch: Batch): Promise<Claim> {
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      const ended: Command[] = [];
      const commands: HandedOut[] = [];
      let open = await this.endOverdue(tx, sn, ended);
      const here = new Set<number>();
      while (commands.length < batch.most) {
        const next = this.next(open, batch.together ? here : none);
        if (!next || !fits(next, commands, batch)) break;
        const text = await this.handOut(tx, next, render, ended);
        here.add(next.id);
        if (text !== null) commands.push(handedOut(next, text));
        open = text === null ? await this.open(tx, sn) : this.afterHandOut(open, next);
      }
      await appendEnds(tx, ended);
      return { commands, nextDue: this.nextDue(open) };
    });
  }

  /** Ends the command with that number, of that device, and no other. @returns false if there is none */
  settle(sn: string, { id, returnCode, succeeded }: Answer): Promise<boolean> {
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

  /** @param beside data commands of this very answer: they do not block others */
  private next(open: readonly OpenCommand[], beside: ReadonlySet<number> = none): OpenCommand | undefined {
    const data = nextData(open, beside);
    const control = nextControl(open);
    // What is taken away does not wait for a count.
    if (control === undefined && data?.ahead === true) return data;
    return control ?? firstOf(open, 1) ?? data ?? this.nextQuery(open);
  }

  private nextQuery(open: readonly OpenCommand[]): OpenCommand | undefined {
    const busy = open.some((command) => isSent(command, 3) && command.sentAgo < this.config.commandRetry);
    return busy ? undefined : firstOf(open, 3);
  }

  private afterHandOut(open: readonly OpenCommand[], handedOut: OpenCommand): OpenCommand[] {
    const sent = { status: 'sent', overdue: false, sentAgo: 0, retryIn: this.patience(handedOut) } as const;
    return open.map((command) => (command.id === handedOut.id ? { ...command, ...sent } : command));
  }

  private async handOut(
    tx: EntityManager,
    queued: OpenCommand,
    render: Render,
    ended: Command[],
  ): Promise<string | null> {
    const command = await this.commands.current(tx, queued);
    if (command === null) {
      // It was handed out before, so the device may have carried it out.
      const status = queued.sentAt === null ? 'cancelled' : 'unanswered';
      await this.end(tx, queued, { status, returnCode: null }, ended);
      return null;
    }
    try {
      const { text, kept = text } = await render(command.order, tx);
      await markSent(tx, this.sealedBox, command.id, { text: kept, retryAfter: this.patience(command) });
      return text;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await this.end(tx, command, { status: 'failed', returnCode: null }, ended);
      return null;
    }
  }

  /** Seconds until an answer is overdue. */
  private patience({ once, createdAt, expiresAt }: Command): number {
    if (!once || !expiresAt) return this.config.commandRetry;
    return Math.max(1, (expiresAt.getTime() - createdAt.getTime()) / 1_000);
  }

  private nextDue(open: readonly OpenCommand[]): number {
    const now = Date.now();
    if (this.next(open)) return now;
    const seconds = open
      .filter(({ status }) => status === 'sent')
      .map(({ lane, sentAgo, retryIn }) => (lane === 3 ? this.config.commandRetry - sentAgo : retryIn));
    return now + 1_000 * Math.max(0.1, Math.min(Infinity, ...seconds));
  }
}

const none: ReadonlySet<number> = new Set();

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

const handedOut = ({ id, order: { subSn }, endsAt }: OpenCommand, text: string): HandedOut => ({
  id,
  text,
  endsAt,
  ...(subSn === undefined ? {} : { subSn }),
});

const firstOf = (open: readonly OpenCommand[], lane: number) =>
  open.find((command) => command.lane === lane && command.status === 'queued');

/** A person waits at the door, so control orders go before queries. */
const nextControl = (open: readonly OpenCommand[]) =>
  firstOf(
    open.filter(({ kind }) => kind !== 'query'),
    1,
  );

const isSent = (command: OpenCommand, lane: number) => command.lane === lane && command.status === 'sent';

/** One data command at a time: nothing new while one is unanswered; that one is sent again when its time has come. */
function nextData(open: readonly OpenCommand[], beside: ReadonlySet<number>): OpenCommand | undefined {
  const outstanding = open.find((command) => isSent(command, 2) && !beside.has(command.id));
  if (!outstanding) return firstOf(open, 2);
  return outstanding.overdue && !outstanding.once ? outstanding : undefined;
}

/** How a command ends that was handed out and never answered; null while it is still waited for. */
function silence({ overdue, once, attempts }: OpenCommand): 'unanswered' | 'failed' | null {
  if (!overdue) return null;
  if (once) return 'unanswered';
  return attempts >= mostDeliveries ? 'failed' : null;
}

/** A return code that cannot be valid is ignored: if it were refused, it would come again for ever. */
const isCode = (value: number) => (value | 0) === value;

const screenText = /^SET ADSCREEN_OPTIONS\b/i;

const isScreen = ({ order }: Command) =>
  order.type === 'adScreen' || (order.type === 'raw' && screenText.test(order.text));

/** The device has begun and will send the result under the same number. */
const isPending = (command: Command, code: number) => code === pending || (code === pendingScreen && isScreen(command));

/** A late answer still settles a command that nobody waits for any more; a cancelled command was never handed out. */
const awaitsAnswer = ({ status, sentAt }: Command) => status === 'sent' || (status === 'unanswered' && sentAt !== null);
