import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import {
  entriesOf,
  markUnwanted,
  noteUnsupported,
  releaseSuperseded,
  writeWanted,
  type ComparedEntry,
  type Pair,
  type DesiredEntry,
} from './ledger.repository.js';
import { deletedWhenLess } from '../desired/table-order.js';
import { forgetReadings, forgetSecrets } from './overtaken-readings.js';

/** Everything that some persons, or nobody (`''`), should have on one device. */
export interface DesiredOfDevice {
  readonly sn: string;
  readonly pins: readonly string[];
  readonly rows: readonly DesiredEntry[];
  /** Of these persons those whom the device cannot hold. */
  readonly unsupported?: readonly string[];
}

type Placed = Pick<ComparedEntry, 'sn' | 'table' | 'key'>;
const place = ({ sn, table, key }: Placed) => `${sn}\n${table}\n${key}`;

/** Writes what devices should hold into their ledgers, for all of them at once. The caller holds the devices' locks. */
@Injectable()
export class LedgerService {
  constructor(private readonly commands: CommandService) {}

  /** @returns devices that have something to be sent of what was looked at */
  async want(tx: EntityManager, wanted: readonly DesiredOfDevice[]): Promise<ReadonlySet<string>> {
    const pairs = wanted.flatMap(({ sn, pins }) => pins.map((pin): Pair => ({ sn, pin })));
    if (pairs.length === 0) return new Set();
    const all = await entriesOf(tx, pairs);
    const there = all.filter((entry) => !entry.unsupported);
    const known = new Map(there.map((entry) => [place(entry), entry]));
    const rows = wanted.flatMap((one) => one.rows);
    const places = new Set(rows.map(place));
    const changed = rows.filter((row) => known.get(place(row))?.desiredHash !== row.hash);
    const gone = there
      .filter((entry) => entry.desiredHash !== null && !places.has(place(entry)))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    await this.supersede(
      tx,
      [...changed.map((row) => known.get(place(row))), ...gone].flatMap((entry) => entry?.commandId ?? []),
    );
    await writeWanted(tx, changed);
    await markUnwanted(tx, gone);
    const other = changed.flatMap((row) => known.get(place(row)) ?? []);
    await forgetReadings(tx, [...gone, ...other.filter(({ table }) => deletedWhenLess.has(table))]);
    await forgetSecrets(
      tx,
      other.filter(({ table }) => table === 'user'),
    );
    await this.noteUnsupported(tx, wanted, all);
    return new Set([...changed, ...gone, ...there.filter(({ waits }) => waits)].map(({ sn }) => sn));
  }

  /**
   * Stops commands that carry an older version of a row. A sent command may or may not have been carried out: its rows
   * are unknown until something newer is acknowledged (docs/rules.md 3).
   */
  private async supersede(tx: EntityManager, commandIds: readonly number[]): Promise<void> {
    const ids = [...new Set(commandIds)];
    if (ids.length === 0) return;
    await releaseSuperseded(tx, ids);
    await this.commands.withdraw(tx, ids);
  }

  private async noteUnsupported(
    tx: EntityManager,
    wanted: readonly DesiredOfDevice[],
    there: readonly ComparedEntry[],
  ): Promise<void> {
    const unsupported = wanted.flatMap(({ sn, unsupported = [] }) => unsupported.map((pin): Pair => ({ sn, pin })));
    const are = new Set(unsupported.map(({ sn, pin }) => `${sn}\n${pin}`));
    const noted = there.filter((entry) => entry.unsupported);
    await noteUnsupported(
      tx,
      unsupported,
      noted.filter(({ sn, pin }) => !are.has(`${sn}\n${pin}`)),
    );
  }
}
