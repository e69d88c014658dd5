import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { doorWords } from '../../protocol/access-push/rtstate.js';
import { conditionOf, type DoorCondition } from './door-condition.js';
import { doorFacts, type DoorFacts } from './door-facts.js';
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

/** A door in the words of the console. */
export interface DoorNow extends DoorFacts {
  readonly condition: DoorCondition;
  /** When the state became what it is; null = before it was noted down. */
  readonly since: Date | null;
}

interface FactsNow extends DoorFacts {
  readonly changedAt: Date | null;
}

const ofControllers = `${doorFacts} WHERE v.module = 'acc' AND v.status IN ('approved', 'disabled')`;
const withChange = `SELECT n.*, (SELECT max(l.at) FROM door_state_log l WHERE l.door_id = n.id) AS "changedAt"`;

/** The states of doors as their devices last reported them; unknown while the device is offline. */
@Injectable()
export class DoorStateService {
  all(tx: EntityManager): Promise<DoorStateWords[]> {
    return this.read(tx, `${ofControllers} ORDER BY v.sn, d.number`, []);
  }

  /** @throws Failure doorNotFound */
  async ofDoor(tx: EntityManager, id: string): Promise<DoorStateWords> {
    const [state] = await this.read(tx, `${ofControllers} AND d.id = $1`, [id]);
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
    return this.read(tx, `${ofControllers} AND v.sn = $1 ORDER BY d.number`, [sn]);
  }

  /** Doors of all devices. @param ids null = all */
  now(tx: EntityManager, ids: readonly string[] | null): Promise<DoorNow[]> {
    return this.readNow(tx, '$1::text[] IS NULL OR d.id = ANY($1)', [ids]);
  }

  /** These doors, and all of these devices. */
  of(tx: EntityManager, ids: readonly string[], sns: readonly string[]): Promise<DoorNow[]> {
    return this.readNow(tx, 'd.id = ANY($1) OR d.device_sn = ANY($2)', [ids, sns]);
  }

  private async readNow(tx: EntityManager, where: string, parameters: unknown[]): Promise<DoorNow[]> {
    const rows: FactsNow[] = await tx.query(`${withChange} FROM (${doorFacts} WHERE ${where}) n`, parameters);
    return rows.map((row) => {
      const condition = conditionOf(row);
      const { changedAt, offlineSince } = row;
      return { ...row, condition, since: condition.connection === 'offline' ? (offlineSince ?? changedAt) : changedAt };
    });
  }

  private async read(tx: EntityManager, query: string, parameters: unknown[]): Promise<DoorStateWords[]> {
    const rows: DoorFacts[] = await tx.query(query, parameters);
    return rows.map(inWords);
  }
}

function inWords({ id, name, deviceId, status, online, sensor, relay, alarm, lockDown }: DoorFacts): DoorStateWords {
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
