import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { backOff, isAhead } from './hold-times.js';
import { feedDoorStates } from './feed-door-state.js';
import type { OutputOrder } from './output.service.js';

/** What may be true of a hold after its order or the order to end it was answered, or was not. */
const mayBeOpen: ReadonlySet<CommandEnd['status']> = new Set(['done', 'unanswered']);

/**
 * Doors that were ordered to stay open. No device reports it, so the acknowledged orders are kept (`door_hold`): of each
 * door the newest that was sent. An order to close takes their place. Which came first is told by when they were sent,
 * because an answer may be late.
 */
@Injectable()
export class DoorHoldService {
  constructor(commands: CommandService) {
    commands.onEnded('holdDoorOpen', (tx, command, end) => this.afterHold(tx, command, end));
    commands.onEnded('closeDoor', (tx, command, end) => this.afterClose(tx, command, end));
  }

  /**
   * Call it before an order to hold these doors is queued: from then on the end of an earlier hold is not given until the
   * new order is there to be seen.
   */
  async prepare(tx: EntityManager, doorIds: readonly string[]): Promise<void> {
    await tx.query(
      `SELECT 1 FROM door_hold WHERE door_id = ANY($1) AND next_try IS NOT NULL ORDER BY door_id, command_id FOR UPDATE`,
      [doorIds],
    );
  }

  /** Notes down until when doors are to be held, in the transaction that queues the orders. */
  async plan(tx: EntityManager, asked: readonly OutputOrder[], minutes: number): Promise<void> {
    const orders = asked.flatMap(({ id, commandIds }) => commandIds.map((commandId) => ({ id, commandId })));
    await tx.query(
      `INSERT INTO door_hold (door_id, command_id, state, until)
       SELECT o.id, o.command_id, 'asked', clock_timestamp() + $3 * interval '1 minute'
       FROM unnest($1::text[], $2::int[]) AS o (id, command_id)`,
      [orders.map(({ id }) => id), orders.map(({ commandId }) => commandId), minutes],
    );
  }

  private async afterHold(tx: EntityManager, command: Command, { status }: CommandEnd): Promise<void> {
    const { id, sn, order, sentAt } = command;
    if (order.type !== 'holdDoorOpen') return;
    if (!mayBeOpen.has(status)) {
      await tx.query(`DELETE FROM door_hold WHERE command_id = $1 AND state = 'asked'`, [id]);
      return;
    }
    const kept: { id: string }[] = await tx.query(
      `WITH meant AS (
         SELECT d.id FROM door d WHERE d.device_sn = $1 AND (d.number = $2 OR $2 = 0) AND NOT EXISTS (
           SELECT 1 FROM door_hold l WHERE l.door_id = d.id AND l.command_id <> $3 AND l.sent_at > $4
             AND NOT ${isAhead('l.sent_at')})),
       before AS (
         DELETE FROM door_hold h USING meant m
         WHERE h.door_id = m.id AND h.command_id <> $3 AND h.sent_at IS NOT NULL)
       INSERT INTO door_hold (door_id, command_id, state, sent_at) SELECT m.id, $3, $5, $4 FROM meant m
       ON CONFLICT (door_id, command_id) DO UPDATE SET state = excluded.state, sent_at = excluded.sent_at,
         next_try = CASE WHEN door_hold.end_command IS NULL THEN door_hold.until ELSE door_hold.next_try END
       RETURNING door_id AS id`,
      [sn, order.door, id, sentAt, status === 'done' ? 'held' : 'unknown'],
    );
    // Something newer was sent to these.
    await tx.query(`DELETE FROM door_hold WHERE command_id = $1 AND state = 'asked'`, [id]);
    await tell(tx, sn, kept);
  }

  private async afterClose(tx: EntityManager, command: Command, { status }: CommandEnd): Promise<void> {
    const { id, sn, order, sentAt } = command;
    if (order.type !== 'closeDoor') return;
    if (status === 'done') {
      const closed: { id: string; wasHeld: boolean }[] = await tx.query(
        `WITH meant AS (SELECT d.id FROM door d WHERE d.device_sn = $1 AND (d.number = $2 OR $2 = 0)),
         before AS (
           DELETE FROM door_hold h USING meant m
           WHERE h.door_id = m.id AND (h.sent_at <= $4 OR ${isAhead('h.sent_at')})
           RETURNING h.door_id, h.state),
         noted AS (INSERT INTO door_hold (door_id, command_id, state, sent_at)
           SELECT m.id, $3, 'ended', $4 FROM meant m ON CONFLICT DO NOTHING)
         SELECT door_id AS id, state <> 'ended' AS "wasHeld" FROM before`,
        [sn, order.door, id, sentAt],
      );
      await tell(
        tx,
        sn,
        closed.filter(({ wasHeld }) => wasHeld),
      );
      return;
    }
    await tx.query(
      `UPDATE door_hold SET end_command = NULL, next_try = clock_timestamp() + ${backOff} WHERE end_command = $1`,
      [id],
    );
    // Nobody knows whether it was closed.
    if (status === 'unanswered') await tell(tx, sn, await doubt(tx, command, order.door));
  }
}

async function doubt(tx: EntityManager, { sn, sentAt }: Command, door: number): Promise<{ id: string }[]> {
  const [rows]: [{ id: string }[], number] = await tx.query(
    `UPDATE door_hold h SET state = 'unknown' FROM door d
     WHERE d.id = h.door_id AND d.device_sn = $1 AND (d.number = $2 OR $2 = 0) AND h.state = 'held' AND h.sent_at <= $3
     RETURNING h.door_id AS id`,
    [sn, door, sentAt],
  );
  return rows;
}

async function tell(tx: EntityManager, sn: string, doors: readonly { id: string }[]): Promise<void> {
  if (doors.length === 0) return;
  await feedDoorStates(
    tx,
    sn,
    doors.map(({ id }) => id),
  );
  notify(tx, 'feed');
}
