import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../core/command/command.js';
import { CommandService } from '../../core/command/command.service.js';
import { GroupDeliveryService } from '../../core/command/group-delivery.service.js';
import type { Order, RowToWrite, UnitToDelete } from '../../core/command/order.js';
import { grouped } from '../../platform/grouped.js';
import { syncOrigin } from './dispatch.service.js';
import {
  countsToWrite,
  markUnitsUnknown,
  releaseOthers,
  stillToDelete,
  stillToWrite,
  unitsToDelete,
  type RowToHandOut,
} from './ledger-hand-out.repository.js';

/**
 * Checks what is still true of a data command when it is handed out, the first time or again. Rows with a newer
 * version, or that another command carries now, are left out.
 */
@Injectable()
export class HandOutService implements OnModuleInit {
  constructor(
    private readonly commands: CommandService,
    private readonly groups: GroupDeliveryService,
  ) {}

  onModuleInit(): void {
    this.commands.onHandOut(syncOrigin, (tx, command) => this.newest(tx, command));
    this.groups.onHandOut(syncOrigin, (tx, commands) => this.unchanged(tx, commands));
  }

  /** The commands, of many devices, that can be sent as they are. The caller holds the devices' locks. */
  private async unchanged(tx: EntityManager, commands: readonly Planned[]): Promise<ReadonlySet<number>> {
    const rows = (type: Order['type']) =>
      commands.flatMap(({ id, sn, order }) => (order.type === type ? rowsToHandOut(id, sn, order) : []));
    const counts = await countsToWrite(tx, rows('updateRows'));
    const found = await unitsToDelete(tx, rows('deleteUnits'));
    const units = grouped(found, ({ id }) => id);
    const whole = commands.filter(({ id, order }) => {
      if (order.type === 'updateRows') return counts.get(id) === order.rows.length;
      return order.type !== 'deleteUnits' || units.get(id)?.length === order.units.length;
    });
    const ids = new Set(whole.map(({ id }) => id));
    await markUnitsUnknown(
      tx,
      found.filter(({ id }) => ids.has(id)),
    );
    return ids;
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
    await markUnitsUnknown(
      tx,
      found.map((unit) => ({ sn, table, ...unit })),
    );
    const names = new Set(found.map(({ unit }) => unit));
    return units.filter(({ unit }) => names.has(unit));
  }
}

type Planned = Pick<Command, 'id' | 'sn' | 'order'>;

function rowsToHandOut(id: number, sn: string, order: Order): RowToHandOut[] {
  if (order.type !== 'updateRows' && order.type !== 'deleteUnits') return [];
  const { table } = order;
  const rows = order.type === 'updateRows' ? order.rows : order.units.flatMap((unit) => unit.rows);
  return rows.map(({ key, version }) => ({ id, sn, table, key, version }));
}
