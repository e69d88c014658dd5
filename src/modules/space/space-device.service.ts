import { Injectable } from '@nestjs/common';
import { Brackets, type EntityManager } from 'typeorm';
import { containing } from '../../platform/database/like.js';
import { Failure } from '../../platform/errors.js';
import type { Slice } from '../../platform/slice.js';
import { Device } from '../device/device.entity.js';

/** Devices that may stand at the door of a room: all that are served, of whatever business. */
@Injectable()
export class SpaceDeviceService {
  /** @throws Failure deviceNotFound */
  async get(tx: EntityManager, sn: string): Promise<Device> {
    const device = await this.served(tx).andWhere('d.sn = :sn', { sn }).getOne();
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    return device;
  }

  /** By serial number. */
  async list(
    tx: EntityManager,
    { deviceName, sn }: { readonly deviceName?: string; readonly sn?: string },
    { offset, limit }: Slice,
  ): Promise<{ rows: Device[]; total: number }> {
    const found = this.served(tx);
    if (deviceName) found.andWhere('d.name ILIKE :name', { name: containing(deviceName) });
    if (sn) found.andWhere('d.sn ILIKE :sn', { sn: containing(sn) });
    const [rows, total] = await found.orderBy('d.sn').offset(offset).limit(limit).getManyAndCount();
    return { rows, total };
  }

  /** Serial numbers of devices, by their ids or by themselves. @throws Failure deviceNotFound */
  async serialNumbers(tx: EntityManager, keys: readonly string[]): Promise<string[]> {
    const found = await this.served(tx)
      .andWhere(
        new Brackets((where) => where.where('d.id = ANY(:keys)', { keys }).orWhere('d.sn = ANY(:keys)', { keys })),
      )
      .getMany();
    return keys.map((key) => {
      const device = found.find(({ id, sn }) => id === key || sn === key);
      if (!device) throw new Failure('deviceNotFound', `there is no device ${key}`);
      return device.sn;
    });
  }

  private served(tx: EntityManager) {
    return tx.createQueryBuilder(Device, 'd').where(`d.status IN ('approved', 'disabled')`);
  }
}
