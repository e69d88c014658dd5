import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { grouped } from '../../platform/grouped.js';
import { CONFIG } from '../../platform/tokens.js';
import { CommandLifeService } from './command-life.service.js';
import { CommandTotals } from './command-totals.js';
import type { Command } from './command.js';
import { CommandService, type CommandEnd } from './command.service.js';
import { appendEnds } from './command.store.js';
import { canJoin, handedOut, type Answer, type Claim, type Render } from './delivery.js';
import {
  endAnswered,
  markAllSent,
  tryLockDevices,
  waitingCommands,
  withOpenCommands,
  type Done,
  type WaitingCommand,
} from './group.store.js';
import type { Order } from './order.js';
import { afterHandOut, nextDueOf, nextOf, patienceFor, silence } from './turn.js';

/** A command that a device has carried out, and its end. */
export interface Ended {
  readonly command: Command;
  readonly end: CommandEnd;
}

/** Called once for all commands of an origin that ended together, inside the settling transaction. */
export type SettlerOfMany = (tx: EntityManager, ended: readonly Ended[]) => Promise<void>;

/** Which of these commands are still to be sent exactly as they are; called at hand-out. */
export type CheckOfMany = (
  tx: EntityManager,
  commands: readonly Pick<Command, 'id' | 'sn' | 'order'>[],
) => Promise<ReadonlySet<number>>;

interface Poll {
  readonly sn: string;
  readonly render: Render;
}

/** What is sent to one device, unless the device has to be handled by itself. */
interface GroupCandidate {
  readonly poll: Poll;
  readonly open: readonly WaitingCommand[];
  readonly command: WaitingCommand;
  readonly order: Order;
}

/** Requests that come while a group is processed form the next one. If many wait, a second group runs beside it. */
const groups = { lanes: 2, crowd: 8, most: 100 };
const nothing: Claim = { commands: [], nextDue: Infinity };

/**
 * Polls and answers that come at the same time share a transaction, and in it one statement of each kind. This is the
 * way of everything that goes as planned. All else (a device that is locked, a command that is late, refused or
 * overtaken) is left out here: the caller handles that device by itself.
 */
@Injectable()
export class GroupDeliveryService {
  private readonly settlers = new Map<string, SettlerOfMany>();
  private readonly checks = new Map<string, CheckOfMany>();
  private readonly polls = new GroupCommit<Poll, Claim | null>((all) => this.claimAll(all.flat()), groups);
  private readonly answers = new GroupCommit<Done, boolean>((all) => this.settleAll(all.flat()), groups);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
    private readonly lives: CommandLifeService,
    private readonly totals: CommandTotals,
  ) {}

  /** Registers the settler for commands of one origin that were carried out together. */
  onSettled(origin: string, settler: SettlerOfMany): void {
    this.settlers.set(origin, settler);
  }

  onHandOut(origin: string, check: CheckOfMany): void {
    this.checks.set(origin, check);
  }

  /** @returns null if this device has to be handled by itself */
  claim(sn: string, render: Render): Promise<Claim | null> {
    return this.polls.add([{ sn, render }]);
  }

  /** @returns false if this answer has to be handled by itself */
  async settle(sn: string, answer: Answer): Promise<boolean> {
    return canJoin(answer) && this.answers.add([{ sn, id: answer.id, returnCode: answer.returnCode }]);
  }

  /** After a failure each device is handled by itself, so the failure stays with the device that caused it. */
  private async settleAll(answers: readonly Done[]): Promise<boolean[]> {
    const ended = await this.unitOfWork
      .run((tx) => this.end(tx, answers))
      .catch((): ReadonlySet<number> => new Set<number>());
    return answers.map(({ id }) => ended.has(id));
  }

  private async end(tx: EntityManager, answers: readonly Done[]): Promise<ReadonlySet<number>> {
    const free = await tryLockDevices(tx, [...new Set(answers.map(({ sn }) => sn))]);
    const answered = await endAnswered(
      tx,
      this.sealedBox,
      answers.filter(({ sn }) => free.has(sn)),
    );
    this.totals.note(
      tx,
      answered.map(({ command, lasted }) => ({ kind: command.kind, type: command.type, outcome: 'done', lasted })),
    );
    const commands = answered.map(({ command }) => command);
    const ended = commands.map((command): Ended => ({
      command: { ...command, returnCode: null },
      end: { status: 'done', returnCode: command.returnCode },
    }));
    for (const [origin, here] of grouped(ended, ({ command }) => command.origin)) {
      const settler = this.settlers.get(origin);
      if (settler) await settler(tx, here);
      else for (const { command, end } of here) await this.commands.settle(tx, command, end);
    }
    for (const { command, end } of ended) await this.commands.watch(tx, command, end);
    await appendEnds(tx, commands);
    return new Set(commands.map(({ id }) => id));
  }

  private async claimAll(polls: readonly Poll[]): Promise<(Claim | null)[]> {
    const open = await withOpenCommands(
      this.unitOfWork.manager,
      polls.map(({ sn }) => sn),
    );
    const asking = new Map(polls.filter(({ sn }) => open.has(sn)).map((poll) => [poll.sn, poll]));
    const claims =
      asking.size === 0
        ? new Map<Poll, Claim>()
        : await this.unitOfWork
            .run((tx) => this.handOut(tx, [...asking.values()]))
            .catch((): ReadonlyMap<Poll, Claim> => new Map());
    return polls.map((poll) => (open.has(poll.sn) ? (claims.get(poll) ?? null) : nothing));
  }

  private async handOut(tx: EntityManager, polls: readonly Poll[]): Promise<ReadonlyMap<Poll, Claim>> {
    const free = await tryLockDevices(
      tx,
      polls.map(({ sn }) => sn),
    );
    const waiting = grouped(await waitingCommands(tx, this.lives, [...free]), ({ sn }) => sn);
    const claims = new Map<Poll, Claim>();
    const chosen: GroupCandidate[] = [];
    for (const poll of polls.filter(({ sn }) => free.has(sn))) {
      const open = waiting.get(poll.sn) ?? [];
      if (open.some((command) => command.expired || silence(command) !== null)) continue;
      const command = nextOf(open, this.config.commandRetry);
      if (command?.meant) {
        chosen.push({ poll, open, command, order: this.sealedBox.openJson(command.meant) as Order });
      } else if (!command) {
        claims.set(poll, { commands: [], nextDue: nextDueOf(open, this.config.commandRetry) });
      }
    }
    for (const [poll, claim] of await this.send(tx, await this.unchanged(tx, chosen))) claims.set(poll, claim);
    return claims;
  }

  /** Those that are still to be sent as they were planned. */
  private async unchanged(tx: EntityManager, chosen: readonly GroupCandidate[]): Promise<readonly GroupCandidate[]> {
    const still: GroupCandidate[] = [];
    for (const [origin, here] of grouped(chosen, ({ command }) => command.origin)) {
      const check = this.checks.get(origin);
      const ids = await check?.(
        tx,
        here.map(({ command: { id, sn }, order }) => ({ id, sn, order })),
      );
      still.push(...here.filter(({ command }) => ids?.has(command.id) ?? true));
    }
    return still;
  }

  private async send(tx: EntityManager, chosen: readonly GroupCandidate[]): Promise<[Poll, Claim][]> {
    const { commandRetry } = this.config;
    const sent: { id: number; kept: string; retryAfter: number }[] = [];
    const claims: [Poll, Claim][] = [];
    for (const { poll, open, command, order } of chosen) {
      const rendered = await orRefused(async () => poll.render(order, tx));
      if (rendered === null) continue;
      const { text, kept = text } = rendered;
      sent.push({ id: command.id, kept, retryAfter: patienceFor(command, commandRetry) });
      claims.push([
        poll,
        {
          commands: [handedOut(command.id, order, command.endsAt, text)],
          nextDue: nextDueOf(afterHandOut(open, command, commandRetry), commandRetry),
        },
      ]);
    }
    await markAllSent(tx, this.sealedBox, sent);
    return claims;
  }
}

/** Null if the device's link has no words for it, or others than it was planned in. */
async function orRefused<T>(render: () => Promise<T | null>): Promise<T | null> {
  try {
    return await render();
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}
