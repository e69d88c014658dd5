import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Command } from '../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../core/command/command.service.js';
import type { Order } from '../../core/command/order.js';
import { olderTemplates } from '../../protocol/attendance-push/older-templates.js';
import { DeviceOptionsService } from '../../modules/device/device-options.service.js';
import { markWrittenUnknown } from '../../sync/ledger/ledger-unknown.repository.js';

/** Queues the commands that operators request. */
export const adminOrigin = 'admin';

/** Tables of Attendance PUSH, and the ledger's names for their rows. */
const ofTerminals: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['userinfo', ['user']],
  ['fingertmp', ['templatev10']],
  ...olderTemplates.map(({ table }) => [table.name.toLowerCase(), ['biodata']] as const),
]);

const dataText = /^DATA\s+(UPDATE|DELETE)\s+(\w+)/i;

/**
 * Raw text, and a card that a device should keep, may write to tables that sync keeps. What the device holds in them is
 * then unknown: the rows are marked, and sync writes them again.
 */
@Injectable()
export class RawDataService {
  constructor(
    commands: CommandService,
    private readonly options: DeviceOptionsService,
  ) {
    commands.onSettled(adminOrigin, (tx, command, end) => this.settled(tx, command, end));
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    await this.options.learn(tx, command, end);
    await this.markUnknown(tx, command, end);
  }

  private async markUnknown(tx: EntityManager, { sn, order }: Command, { status }: CommandEnd): Promise<void> {
    if (status === 'cancelled' || status === 'expired') return;
    const written = writtenBy(order);
    if (!written) return;
    // A DELETE of a user deletes the user's cards and authority.
    await markWrittenUnknown(tx, sn, written);
    await recordChange(tx, 'device', [sn]);
  }
}

interface Written {
  readonly tables: readonly string[];
  /** Whether all rows of persons are meant. */
  readonly persons: boolean;
  /** Null = the rows of any person. */
  readonly pin: string | null;
}

/** Which rows of the device a command may have changed besides sync. */
function writtenBy(order: Order): Written | null {
  if (order.type === 'raw') {
    const table = dataText.exec(order.text)?.[2]?.toLowerCase();
    if (table === undefined) return null;
    const tables = ofTerminals.get(table) ?? [table];
    return { tables, persons: tables.includes('user'), pin: null };
  }
  // A card that the device keeps replaces the person's own card there (9.6.1).
  if (order.type !== 'enrollInfo' || !order.keep) return null;
  return { tables: ['user', 'mulcarduser'], persons: false, pin: order.pin };
}
