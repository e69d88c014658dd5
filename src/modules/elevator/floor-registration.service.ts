import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import type { Device } from '../device/device.entity.js';
import { countOf } from '../../protocol/access-push/dialect.js';
import { mostFloors } from '../../protocol/access-push/command-control.js';
import { Floor } from './floor.entity.js';

/** Access PUSH 9.1.1, expansion board property: boards of elevators, and the floors that each has outputs for. */
const floorsOfBoard: Readonly<Record<string, number>> = { EX308: 8, EX316: 16 };

/**
 * Floors of an elevator controller are its outputs: those that it reports at registration, and those of its expansion
 * boards after them. Existing floors keep their id and name, also when a board is removed.
 */
@Injectable()
export class FloorRegistrationService {
  async ensureFloors(tx: EntityManager, device: Pick<Device, 'sn' | 'name' | 'module' | 'options'>): Promise<void> {
    if (device.module !== 'ele') return;
    const { sn, name } = device;
    const wanted = ownFloors(device) + (await this.boardFloors(tx, sn));
    const there = new Set((await tx.findBy(Floor, { deviceSn: sn })).map(({ number }) => number));
    const missing = Array.from({ length: Math.min(wanted, mostFloors) }, (_, place) => place + 1).filter(
      (number) => !there.has(number),
    );
    if (missing.length === 0) return;
    await tx.insert(
      Floor,
      missing.map((number) => ({ id: newId(), name: `${name}-${number}`, deviceSn: sn, number })),
    );
    notify(tx, 'device', sn);
  }

  private async boardFloors(tx: EntityManager, sn: string): Promise<number> {
    const boards: { boardType: string; disabled: string | null }[] = await tx.query(
      `SELECT facts ->> 'boardType' AS "boardType", facts ->> 'disabled' AS disabled
       FROM access_rule WHERE kind = 'expansion-boards' AND device_sn = $1`,
      [sn],
    );
    return boards
      .filter(({ disabled }) => disabled !== 'true')
      .reduce((floors, { boardType }) => floors + (floorsOfBoard[boardType] ?? 0), 0);
  }
}

/** Some controllers call the outputs of floors auxiliary outputs, others locks. */
const ownFloors = ({ options }: Pick<Device, 'options'>) =>
  Math.max(countOf(options, 'AuxOutCount'), countOf(options, 'LockCount'));
