import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { doorWords, type DoorSensor } from '../../protocol/access-push/rtstate.js';
import type { LockDown } from './door.entity.js';

/** The state of a door, in the terms of API manual 2.11.1. */
export interface DoorStateWords {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  /** 0 offline, 1 online, 2 disabled. */
  readonly connect: '0' | '1' | '2';
  readonly sensor: string;
  readonly alarm: string;
  readonly relay: string;
  /** This value is not the vendor's: it is only there if a lock-down is in force, or may be. */
  readonly lockDown?: LockDown;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  readonly status: string;
  readonly online: boolean;
  readonly sensor: DoorSensor;
  readonly relay: 0 | 1 | null;
  readonly alarm: number | null;
  readonly lockDown: LockDown;
}

const states = `
  SELECT d.id, d.name, v.id AS "deviceId", v.status, v.online, s.sensor, s.relay, s.alarm,
    d.lock_down AS "lockDown"
  FROM door d JOIN device v ON v.sn = d.device_sn LEFT JOIN door_state s ON s.door_id = d.id
  WHERE v.module = 'acc' AND v.status IN ('approved', 'disabled')`;

/** The states of doors as their devices last reported them; unknown while the device is offline. */
@Injectable()
export class DoorStateService {
  all(tx: EntityManager): Promise<DoorStateWords[]> {
    return this.read(tx, `${states} ORDER BY v.sn, d.number`, []);
  }

  /** @throws Failure doorNotFound */
  async ofDoor(tx: EntityManager, id: string): Promise<DoorStateWords> {
    const [state] = await this.read(tx, `${states} AND d.id = $1`, [id]);
    if (!state) throw new Failure('doorNotFound', `The door ${id} does not exist`);
    return state;
  }

  /** @throws Failure deviceNotFound */
  async ofDevice(tx: EntityManager, sn: string): Promise<DoorStateWords[]> {
    const known: unknown[] = await tx.query(
      `SELECT 1 FROM device WHERE sn = $1 AND module = 'acc' AND status IN ('approved', 'disabled')`,
      [sn],
    );
    if (known.length === 0) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    return this.read(tx, `${states} AND v.sn = $1 ORDER BY d.number`, [sn]);
  }

  private async read(tx: EntityManager, query: string, parameters: unknown[]): Promise<DoorStateWords[]> {
    const rows: Row[] = await tx.query(query, parameters);
    return rows.map(inWords);
  }
}

function inWords({ id, name, deviceId, status, online, sensor, relay, alarm, lockDown }: Row): DoorStateWords {
  const connect = status === 'disabled' ? '2' : online ? '1' : '0';
  const words = doorWords(connect === '1' ? { sensor, relay, alarm } : { sensor: null, relay: null, alarm: null });
  return {
    id,
    name,
    deviceId,
    connect,
    sensor: words.sensor,
    alarm: words.alarm,
    relay: words.relay,
    ...(lockDown === 'none' ? {} : { lockDown }),
  };
}
