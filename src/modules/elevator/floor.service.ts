import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { RemoteOrderService, type OrderTarget } from '../door/remote-orders.service.js';
import { Failure, taken } from '../../platform/errors.js';
import { Floor } from './floor.entity.js';
import type { Slice } from '../../platform/slice.js';

/** A floor with the controller it belongs to. */
export interface FloorOfDevice extends OrderTarget {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly deviceId: string;
}

export interface NewFloor {
  readonly sn: string;
  readonly number: number;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
}

/** 255 would leave the button on until it is switched off. */
export const longestPress = 254;
const off = 0;

/** Floors of approved elevator controllers, including disabled ones. */
const floor = `
  SELECT f.id, f.name, f.number, v.id AS "deviceId", v.sn AS "deviceSn", v.status, v.online, v.options, v.quirks
  FROM floor f JOIN device v ON v.sn = f.device_sn WHERE v.module = 'ele' AND v.status IN ('approved', 'disabled')`;

/** Floors, and remote commands for them. */
@Injectable()
export class FloorService {
  constructor(private readonly orders: RemoteOrderService) {}

  list(tx: EntityManager, { offset, limit }: Slice): Promise<FloorOfDevice[]> {
    return tx.query(`${floor} ORDER BY v.sn, f.number LIMIT $1 OFFSET $2`, [limit, offset]);
  }

  async count(tx: EntityManager): Promise<number> {
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n FROM (${floor}) f`);
    return row?.n ?? 0;
  }

  /** @throws Failure floorMissing: the vendor has no code for a floor that does not exist */
  async ofElevator(tx: EntityManager, id: string): Promise<FloorOfDevice> {
    const [found]: FloorOfDevice[] = await tx.query(`${floor} AND f.id = $1`, [id]);
    if (!found) throw new Failure('floorMissing', `The floor ${id} does not exist`);
    return found;
  }

  /**
   * Lets its button work for this time.
   * @param seconds 1 to 254. @returns the command's number. @throws Failure deviceOffline, deviceUnsupported
   */
  open(tx: EntityManager, { number, ...device }: FloorOfDevice, seconds: number): Promise<number> {
    return this.orders.ask(tx, device, { type: 'elevatorOutput', floors: [number], seconds });
  }

  /** Its button no longer works. @returns the command's number. @throws as open */
  close(tx: EntityManager, { number, ...device }: FloorOfDevice): Promise<number> {
    return this.orders.ask(tx, device, { type: 'elevatorOutput', floors: [number], seconds: off });
  }

  /** Any floor, of every device. @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Floor> {
    const found = await tx.findOneBy(Floor, { id });
    if (!found) throw new Failure('notFound', `there is no floor ${id}`);
    return found;
  }

  /** Adds a floor that the registration does not report, or whose id clients know already. */
  async add(tx: EntityManager, { sn, number, name, id = newId() }: NewFloor): Promise<Floor> {
    const [device]: { name: string }[] = await tx.query('SELECT name FROM device WHERE sn = $1 FOR SHARE', [sn]);
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    const other = await tx.findOne(Floor, { where: [{ id }, { deviceSn: sn, number }] });
    if (other)
      throw taken(
        other.id === id ? 'id' : 'number',
        other.id,
        `there is the floor "${other.name}" (${other.id}) already`,
      );
    await tx.insert(Floor, { id, name: name ?? `${device.name}-${number}`, deviceSn: sn, number });
    notify(tx, 'device', sn);
    return this.get(tx, id);
  }

  async rename(tx: EntityManager, id: string, name: string): Promise<Floor> {
    const { deviceSn } = await this.get(tx, id);
    await tx.update(Floor, { id }, { name });
    notify(tx, 'device', deviceSn);
    return this.get(tx, id);
  }
}
