import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../../core/command/order.js';
import { optionOf, supports } from '../../protocol/access-push/dialect.js';
import { DoorHoldService } from './door-hold.service.js';
import {
  missingOf,
  OutputService,
  type OutputOrder,
  type OutputAnswer,
  type OutputBatch,
  type OutputRow,
  type OutputTarget,
} from './output.service.js';

export const doorActions = ['open', 'close', 'normalOpen', 'endNormalOpen', 'lock', 'unlock', 'cancelAlarm'] as const;
export type DoorAction = (typeof doorActions)[number];

/** Access PUSH 4.4, AccSupportFunList: a device without lock-down would say yes and change nothing. */
const lockDown = 2;
const needsLockDown: ReadonlySet<DoorAction> = new Set(['lock', 'unlock']);

/** Access PUSH 9.4: the door code that means all doors of the device. */
const allDoors = 0;

/** The commands of each action, for a door by its number. */
const orders: Readonly<Record<DoorAction, (door: number, seconds: number) => readonly Order[]>> = {
  open: (door, seconds) => [{ type: 'openDoor', door, seconds }],
  close: (door) => [{ type: 'closeDoor', door }],
  normalOpen: (door) => [{ type: 'holdDoorOpen', door }],
  // The schedule comes first: if the door were closed before it, today's normally open period would open it again.
  endNormalOpen: (door) => [
    { type: 'normalOpenSchedule', door, on: false },
    { type: 'closeDoor', door },
  ],
  lock: (door) => [{ type: 'lockDoor', door, locked: true }],
  unlock: (door) => [{ type: 'lockDoor', door, locked: false }],
  cancelAlarm: (door) => [{ type: 'cancelAlarm', door }],
};

export interface AskedAction {
  readonly action: DoorAction;
  /** How long `open` keeps the locks open. */
  readonly seconds: number;
  /** How long `normalOpen` holds the doors; null = until somebody ends it. */
  readonly minutes: number | null;
}

/** Evacuation and lockdown: one action on many doors. */
@Injectable()
export class DoorActionsService {
  constructor(
    private readonly calls: OutputService,
    private readonly holds: DoorHoldService,
  ) {}

  /** @throws Failure invalid if the area does not exist */
  async ask(
    tx: EntityManager,
    target: OutputTarget,
    { action, seconds, minutes }: AskedAction,
  ): Promise<OutputOrder[]> {
    const rows = await this.calls.find(tx, 'door', target);
    const ids = rows.map(({ id }) => id);
    if (action === 'normalOpen') await this.holds.prepare(tx, ids);
    const asked = await this.calls.ask(tx, rows, (ofDevice) => batchesOf(ofDevice, action, seconds));
    if (minutes !== null) await this.holds.plan(tx, asked, minutes);
    return [...asked, ...('ids' in target ? missingOf(target.ids, rows) : [])];
  }

  answers(asked: readonly OutputOrder[], seconds: number): Promise<OutputAnswer[]> {
    return this.calls.answers(asked, seconds);
  }
}

/**
 * A device takes one command in each poll. So if all of its doors are meant, one command with the code for all of them
 * is faster, and no door waits for the others. A device that ignores the code has a quirk.
 */
function batchesOf(rows: readonly OutputRow[], action: DoorAction, seconds: number): OutputBatch[] {
  const [first] = rows;
  if (!first) return [];
  if (needsLockDown.has(action) && !supports({ functions: optionOf(first.options, 'AccSupportFunList') }, lockDown)) {
    return [];
  }
  const together = rows.length > 1 && rows.length === first.siblings && first.quirks.doorByDoor !== true;
  if (together) return [{ rows, orders: orders[action](allDoors, seconds) }];
  return rows.map((row) => ({ rows: [row], orders: orders[action](row.number, seconds) }));
}
