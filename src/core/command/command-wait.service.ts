import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CommandLifeService } from './command-life.service.js';
import { hasEnded, type Command } from './command.js';
import { CommandService } from './command.service.js';

/** Answers of many devices come in a burst: they are looked up together. */
const gatherMs = 100;

/** Waits for the ends of commands. */
@Injectable()
export class CommandWaitService implements OnModuleDestroy {
  private readonly waiters = new Map<number, Set<() => void>>();
  private stopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
    private readonly lives: CommandLifeService,
    notifications: Notifications,
  ) {
    notifications.on('command', (key) => this.wake(key));
  }

  /** Waiting callers are answered at once, so that the server can stop. */
  onModuleDestroy(): void {
    this.stopping = true;
    this.wake('*');
  }

  /**
   * For the caller that queued these commands and waits for their end. If the wait fails, the caller hears that it
   * failed, and commands that no device has received are over.
   */
  async orGiveUp<T>(ids: readonly number[], wait: Promise<T>): Promise<T> {
    try {
      return await wait;
    } catch (error) {
      for (const id of ids) this.lives.giveUp(id);
      throw error;
    }
  }

  /** Waits up to `seconds` for the command to end, and returns it as it is then. */
  async wait(id: number, seconds: number): Promise<Command> {
    const until = Date.now() + seconds * 1_000;
    for (;;) {
      const command = await this.commands.get(this.unitOfWork.manager, id);
      const left = until - Date.now();
      if (hasEnded(command) || left <= 0 || this.stopping) return command;
      await this.nextHint(id, Math.min(left, 1_000));
    }
  }

  /**
   * All of these commands when they have ended, or their state after `seconds`. It is one query for all of them, so
   * that hundreds of doors at once do not keep the database from serving the devices.
   */
  async waitAll(ids: readonly number[], seconds: number): Promise<Command[]> {
    const until = Date.now() + seconds * 1_000;
    const found = new Map<number, Command>();
    for (;;) {
      const open = ids.filter((id) => !hasEnded(found.get(id) ?? { status: 'queued' }));
      const commands = await this.commands.all(this.unitOfWork.manager, open);
      for (const command of commands) found.set(command.id, command);
      const waiting = commands.filter((command) => !hasEnded(command)).map(({ id }) => id);
      const left = until - Date.now();
      if (waiting.length === 0 || left <= 0 || this.stopping) return [...found.values()];
      const shortly = new Promise((done) => setTimeout(done, Math.min(left, gatherMs)));
      await Promise.all([shortly, this.nextHintOf(waiting, Math.min(left, 1_000))]);
    }
  }

  /** Until one of them changes, or the time is over. */
  private async nextHintOf(ids: readonly number[], milliseconds: number): Promise<void> {
    const stops: (() => void)[] = [];
    await Promise.race(ids.map((id) => this.nextHint(id, milliseconds, (stop) => stops.push(stop))));
    for (const stop of stops) stop();
  }

  private nextHint(id: number, milliseconds: number, onStart?: (stop: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const all = this.waiters.get(id) ?? new Set();
      const done = () => {
        clearTimeout(timer);
        all.delete(done);
        if (all.size === 0) this.waiters.delete(id);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiters.set(id, all.add(done));
      onStart?.(done);
    });
  }

  private wake(key: string): void {
    if (key === '*') for (const all of this.waiters.values()) for (const done of [...all]) done();
    for (const done of [...(this.waiters.get(Number(key)) ?? [])]) done();
  }
}
