import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Device } from '../device/device.entity.js';
import { Failure } from '../../platform/errors.js';
import { RemoteOrderService } from './remote-orders.service.js';
import type { Slice } from '../../platform/slice.js';

/** A door with the device it belongs to. */
export interface DoorOfDevice {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  readonly deviceSn: string;
  readonly number: number;
  readonly status: Device['status'];
  readonly online: boolean;
  readonly options: Device['options'];
  readonly quirks: Device['quirks'];
}

export const longestPulse = 254;

/** Doors of approved controllers, including disabled ones. */
const door = `
  SELECT d.id, d.name, v.id AS "deviceId", v.sn AS "deviceSn", d.number, v.status, v.online, v.options, v.quirks
  FROM door d JOIN device v ON v.sn = d.device_sn`;
const shown = `v.module = 'acc' AND v.status IN ('approved', 'disabled')`;

/** Doors, and remote commands for them. */
@Injectable()
export class DoorService {
  constructor(private readonly orders: RemoteOrderService) {}

  list(tx: EntityManager, { offset, limit }: Slice): Promise<DoorOfDevice[]> {
    return tx.query(`${door} WHERE ${shown} ORDER BY v.sn, d.number LIMIT $1 OFFSET $2`, [limit, offset]);
  }

  async count(tx: EntityManager): Promise<number> {
    const rows: { n: number }[] = await tx.query(
      `SELECT count(*) AS n FROM door d JOIN device v ON v.sn = d.device_sn WHERE ${shown}`,
    );
    return rows[0]?.n ?? 0;
  }

  /** @throws Failure doorNotFound */
  async get(tx: EntityManager, id: string): Promise<DoorOfDevice> {
    const rows: DoorOfDevice[] = await tx.query(`${door} WHERE ${shown} AND d.id = $1`, [id]);
    return found(rows[0], id);
  }

  /** @throws Failure doorNotFound */
  async getByName(tx: EntityManager, name: string): Promise<DoorOfDevice> {
    const rows: DoorOfDevice[] = await tx.query(`${door} WHERE ${shown} AND d.name = $1`, [name]);
    return found(rows[0], name);
  }

  /** @param seconds how long the lock stays open, 1 to 254. @returns the command's number. @throws Failure deviceOffline */
  open(tx: EntityManager, { deviceSn, number, ...device }: DoorOfDevice, seconds: number): Promise<number> {
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestPulse) {
      throw new Failure('intervalInvalid', `Door open duration between 1~${longestPulse} seconds.`);
    }
    return this.orders.ask(tx, { deviceSn, ...device }, { type: 'openDoor', door: number, seconds });
  }

  /** @returns the command's number. @throws Failure deviceOffline */
  close(tx: EntityManager, { deviceSn, number, ...device }: DoorOfDevice): Promise<number> {
    return this.orders.ask(tx, { deviceSn, ...device }, { type: 'closeDoor', door: number });
  }
}

function found(row: DoorOfDevice | undefined, what: string): DoorOfDevice {
  if (!row) throw new Failure('doorNotFound', `The door ${what} does not exist`);
  return row;
}
