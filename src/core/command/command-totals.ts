import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit } from '../../platform/database/unit-of-work.js';
import { seconds, Sizes } from '../../platform/metrics/sizes.js';
import type { Command, CommandStatus } from './command.js';

export const commandKinds = ['data', 'control', 'query'] as const;
export const outcomes = ['done', 'failed', 'unanswered', 'expired', 'cancelled'] as const;

const ofDoors: ReadonlySet<string> = new Set([
  'openDoor',
  'closeDoor',
  'holdDoorOpen',
  'lockDoor',
  'normalOpenSchedule',
  'cancelAlarm',
]);

export interface EndedCommand {
  readonly kind: Command['kind'];
  readonly type?: string;
  readonly outcome: CommandStatus;
  /** From when it was queued until its end, by the clock of the database. */
  readonly lasted?: number;
}

/** How commands have ended that this gateway ended, since its start. */
@Injectable()
export class CommandTotals {
  private readonly ended = new Map<string, number>();
  /** How long it took until doors had done what they were told. */
  readonly doors = new Sizes(seconds);

  count(kind: Command['kind'], outcome: CommandStatus): number {
    return this.ended.get(`${kind} ${outcome}`) ?? 0;
  }

  /** They count once the transaction is committed. A late answer ends an `unanswered` command once more. */
  note(tx: EntityManager, commands: readonly EndedCommand[]): void {
    if (commands.length > 0) afterCommit(tx, () => commands.forEach((command) => this.add(command)));
  }

  private add({ kind, type = '', outcome, lasted }: EndedCommand): void {
    this.ended.set(`${kind} ${outcome}`, this.count(kind, outcome) + 1);
    if (outcome === 'done' && lasted !== undefined && ofDoors.has(type)) this.doors.note(Math.max(0, lasted));
  }
}
