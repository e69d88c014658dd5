import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stateChange } from '../change/change.service.js';
import type { Command } from '../command/command.js';
import { CommandService, type CommandEnd } from '../command/command.service.js';
import { DeviceOptionsService } from '../device/device-options.service.js';

/** Who queues what operators ask for. */
export const adminOrigin = 'admin';

const dataText = /^DATA\s+(UPDATE|DELETE)\s+(\w+)/i;

/**
 * Raw text may write to tables that sync keeps. What the device holds of them is then no longer known: the rows are
 * marked, and sync makes them right again.
 */
@Injectable()
export class RawData {
  constructor(
    commands: CommandService,
    private readonly options: DeviceOptionsService,
  ) {
    commands.onSettled(adminOrigin, (tx, command, end) => this.settled(tx, command, end));
  }

  private async settled(tx: EntityManager, command: Command, end: CommandEnd): Promise<void> {
    await this.options.learn(tx, command, end);
    await this.doubt(tx, command, end);
  }

  private async doubt(tx: EntityManager, { sn, order }: Command, { status }: CommandEnd): Promise<void> {
    const table = order.type === 'raw' ? dataText.exec(order.text)?.[2]?.toLowerCase() : undefined;
    if (table === undefined || status === 'cancelled' || status === 'expired') return;
    // Rows under way are written again behind the raw command anyway. A user takes cards and authority along.
    await tx.query(
      `UPDATE ledger SET unknown = true
       WHERE sn = $1 AND command_id IS NULL AND (lower(table_name) = $2 OR ($2 = 'user' AND pin <> ''))`,
      [sn, table],
    );
    await stateChange(tx, 'device', [sn]);
  }
}
