import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { notify } from '../../platform/database/unit-of-work.js';
import type { LockDown } from './door.entity.js';
import { feedDoorStates } from './feed-door-state.js';

/** What is known after each end; a command that was never handed out, or that the device refused, changed nothing. */
const lockDownOf = (locked: boolean, { status }: CommandEnd): LockDown | null => {
  if (status === 'unanswered') return 'unknown';
  return status !== 'done' ? null : locked ? 'locked' : 'none';
};

/** No device reports whether a door is locked down, so the last acknowledged order is stored with the door. */
@Injectable()
export class LockDownService {
  constructor(commands: CommandService) {
    commands.onEnded('lockDoor', (tx, command, end) => this.keep(tx, command, end));
  }

  private async keep(tx: EntityManager, { id, sn, order }: Command, end: CommandEnd): Promise<void> {
    if (order.type !== 'lockDoor') return;
    const lockDown = lockDownOf(order.locked, end);
    if (lockDown === null) return;
    // A late answer does not count if a later order has been answered already.
    const [doors]: [{ id: string }[], number] = await tx.query(
      `UPDATE door SET lock_down = $3, lock_down_command = $4
       WHERE device_sn = $1 AND (number = $2 OR $2 = 0) AND lock_down_command <= $4 AND lock_down <> $3 RETURNING id`,
      [sn, order.door, lockDown, id],
    );
    if (doors.length === 0) return;
    const ids = doors.map((door) => door.id);
    await feedDoorStates(tx, sn, ids);
    notify(tx, 'feed');
  }
}
