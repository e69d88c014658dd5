import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import type { Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { syncOrigin } from './dispatch.service.js';
import { deletedWhenLess } from '../desired/table-order.js';

/**
 * What is still true of a data command at the moment it is handed out, also when it is handed out again: rows that have
 * a newer version, or that another command carries by now, are left out of it.
 */
@Injectable()
export class HandOutService implements OnModuleInit {
  constructor(private readonly commands: CommandService) {}

  onModuleInit(): void {
    this.commands.onHandOut(syncOrigin, (tx, command) => this.newest(tx, command));
  }

  /** @returns null where nothing is left. The caller holds the device's lock. */
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

  /**
   * Rows that this command is to write. One that takes doors away waits for its DELETE: written without it, it would hide
   * that the device still has them.
   */
  private async carried(
    tx: EntityManager,
    { sn, id }: Command,
    table: string,
    rows: readonly RowToWrite[],
  ): Promise<RowToWrite[]> {
    const found: { key: string }[] = await tx.query(
      `SELECT l.key FROM ledger l JOIN unnest($4::text[], $5::bigint[]) AS r (key, version)
         ON l.key = r.key AND l.version = r.version
       WHERE l.sn = $1 AND l.table_name = $2 AND l.command_id = $3 AND l.desired_hash IS NOT NULL
         AND ($2 <> ALL($6) OR coalesce(l.held_scope <@ l.desired_scope, true))`,
      [sn, table, id, rows.map(({ key }) => key), rows.map(({ version }) => version), [...deletedWhenLess]],
    );
    const keys = new Set(found.map(({ key }) => key));
    if (keys.size < rows.length) {
      await tx.query(`UPDATE ledger SET command_id = NULL WHERE sn = $1 AND command_id = $2 AND key <> ALL($3)`, [
        sn,
        id,
        [...keys],
      ]);
    }
    return rows.filter(({ key }) => keys.has(key));
  }

  /** Units that still have to go. With one the device loses all its rows, whatever was planned for them since. */
  private async toDelete(
    tx: EntityManager,
    { sn }: Command,
    table: string,
    units: readonly UnitToDelete[],
  ): Promise<UnitToDelete[]> {
    const rows = units.flatMap((unit) => unit.rows);
    const found: { unit: string }[] = await tx.query(
      `SELECT DISTINCT l.unit FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
         ON l.key = r.key AND l.version = r.version WHERE l.sn = $1 AND l.table_name = $2`,
      [sn, table, rows.map(({ key }) => key), rows.map(({ version }) => version)],
    );
    const names = found.map(({ unit }) => unit);
    await tx.query(
      `UPDATE ledger SET unknown = true
       WHERE sn = $1 AND table_name = $2 AND unit = ANY($3) AND held_hash IS NOT NULL AND NOT unknown`,
      [sn, table, names],
    );
    return units.filter(({ unit }) => names.includes(unit));
  }
}
