import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Order } from '../../core/command/order.js';
import type { PartSettings } from '../door/part-settings.js';
import { RemoteOrderService, type OrderTarget } from '../door/remote-orders.service.js';
import { Failure } from '../../platform/errors.js';
import { openSeconds } from '../identification/open-seconds.js';
import type { Slice } from '../../platform/slice.js';

/** A gate with the controller it belongs to. */
export interface GateOfDevice extends OrderTarget {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  readonly entryLock: number;
  readonly exitLock: number | null;
  /** Settings of the doors that are its locks, by number. */
  readonly settings: Readonly<Record<string, PartSettings>>;
}

export type Direction = 'entry' | 'exit';

/** Gates of approved controllers of entrance control, including disabled ones. */
export const approvedGate = `FROM gate g JOIN device v ON v.sn = g.device_sn
  WHERE v.module = 'psg' AND v.status IN ('approved', 'disabled')`;

const gate = `SELECT g.id, g.name, g.entry_lock AS "entryLock", g.exit_lock AS "exitLock", v.id AS "deviceId",
    v.sn AS "deviceSn", v.status, v.online, v.options, v.quirks,
    (SELECT coalesce(json_object_agg(d.number, d.settings), '{}') FROM door d
     WHERE d.device_sn = v.sn AND d.number IN (g.entry_lock, g.exit_lock)) AS settings
  ${approvedGate}`;

/** Gates in the facade, and remote commands for them. */
@Injectable()
export class PsgGateService {
  constructor(private readonly orders: RemoteOrderService) {}

  list(tx: EntityManager, { offset, limit }: Slice): Promise<GateOfDevice[]> {
    return tx.query(`${gate} ORDER BY v.sn, g.number LIMIT $1 OFFSET $2`, [limit, offset]);
  }

  /** Those of these gates whose controllers are approved. */
  listed(tx: EntityManager, ids: readonly string[]): Promise<GateOfDevice[]> {
    return tx.query(`${gate} AND g.id = ANY($1)`, [ids]);
  }

  async count(tx: EntityManager): Promise<number> {
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${approvedGate}`);
    return row?.n ?? 0;
  }

  /** @throws Failure doorNotFound, because the vendor has no code for gates */
  async get(tx: EntityManager, id: string): Promise<GateOfDevice> {
    const rows: GateOfDevice[] = await tx.query(`${gate} AND g.id = $1`, [id]);
    return found(rows[0], id);
  }

  /** @throws Failure doorNotFound */
  async getByName(tx: EntityManager, name: string): Promise<GateOfDevice> {
    const rows: GateOfDevice[] = await tx.query(`${gate} AND g.name = $1 ORDER BY g.id LIMIT 1`, [name]);
    return found(rows[0], name);
  }

  /**
   * Lets one person through: the lock opens for as long as for a person who may pass.
   * @returns the command's number. @throws Failure deviceOffline, deviceUnsupported
   */
  open(tx: EntityManager, asked: GateOfDevice, direction: Direction): Promise<number> {
    const order = this.orderFor(asked, direction);
    if (!order) throw new Failure('deviceUnsupported', `the gate "${asked.name}" has no lock that lets out`);
    return this.orders.ask(tx, asked, order);
  }

  /** What the controller is told; null = the gate has no lock for that direction. */
  orderFor({ entryLock, exitLock, settings, options }: GateOfDevice, direction: Direction): Order | null {
    const lock = direction === 'entry' ? entryLock : exitLock;
    if (lock === null) return null;
    const seconds = openSeconds({ number: lock, settings: settings[lock] ?? {} }, options, false);
    return { type: 'openDoor', door: lock, seconds };
  }
}

function found(row: GateOfDevice | undefined, what: string): GateOfDevice {
  if (!row) throw new Failure('doorNotFound', `The gate ${what} does not exist`);
  return row;
}
