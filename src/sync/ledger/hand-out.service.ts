import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import type { Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { syncOrigin } from './dispatch.service.js';
import { doubtUnits, releaseOthers, stillToDelete, stillToWrite } from './ledger-dispatch.repository.js';

/**
 * What is still true of a data command at the moment it is handed out, the first time or again. Rows that have a newer
 * version, or that another command carries by now, are left out.
 */
@Injectable()
export class HandOutService implements OnModuleInit {
  constructor(private readonly commands: CommandService) {}

  onModuleInit(): void {
    this.commands.onHandOut(syncOrigin, (tx, command) => this.newest(tx, command));
  }

  /** @returns null if nothing is left. The caller holds the device's lock. */
  private async newest(tx: EntityManager, command: Command): Promise<Order | null> {
    const { order } = command;
    if (order.type === 'updateRows') {
      const rows = await this.carried(tx, command, order.table, order.rows);
      return rows.length === 0 ? null : { ...order, rows };
    }
    if (order.type === 'deleteUnits') {
      const units = await this.toDelete(tx, command, order.table, order.units);
      return units.length === 0 ? null : { ...order, units };
    }
    return order;
  }

  /** Rows that this command is to write. The command loses all other rows that it carried. */
  private async carried(
    tx: EntityManager,
    command: Command,
    table: string,
    rows: readonly RowToWrite[],
  ): Promise<RowToWrite[]> {
    const keys = await stillToWrite(tx, command, table, rows);
    if (keys.size < rows.length) await releaseOthers(tx, command, keys);
    return rows.filter(({ key }) => keys.has(key));
  }

  /** Units that still have to be deleted. */
  private async toDelete(
    tx: EntityManager,
    { sn }: Command,
    table: string,
    units: readonly UnitToDelete[],
  ): Promise<UnitToDelete[]> {
    const found = await stillToDelete(
      tx,
      sn,
      table,
      units.flatMap((unit) => unit.rows),
    );
    await doubtUnits(tx, sn, table, found);
    const names = new Set(found.map(({ unit }) => unit));
    return units.filter(({ unit }) => names.has(unit));
  }
}
