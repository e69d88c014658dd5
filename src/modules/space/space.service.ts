import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { builtInAreaCode } from '../area/area.entity.js';
import { PersonService } from '../person/person.service.js';
import { spaceSql, type StoredSpace } from './space-list.js';

/** Left out = as it is; of a new room, the usual. */
export interface SpaceFacts {
  readonly name?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly capacity?: number | undefined;
  readonly picture?: string | undefined;
  readonly address?: string | undefined;
  /** Null = nobody. */
  readonly managerPin?: string | null | undefined;
  readonly managerPhone?: string | undefined;
  readonly smart?: boolean | undefined;
  readonly remark?: string | undefined;
  readonly retentionMinutes?: number | null | undefined;
  readonly disabled?: boolean | undefined;
  readonly facilityIds?: readonly string[] | undefined;
  /** Devices whose doors are the room's: all of them, where none is named. */
  readonly sns?: readonly string[] | undefined;
  readonly doorIds?: readonly string[] | undefined;
}

export type NewSpace = SpaceFacts & {
  readonly name: string;
  readonly capacity: number;
  readonly id?: string | undefined;
};

/** Rooms, with the doors that lead into them. */
@Injectable()
export class SpaceService {
  constructor(private readonly persons: PersonService) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<StoredSpace> {
    const rows: StoredSpace[] = await tx.query(`SELECT * FROM (${spaceSql}) s WHERE id = $1`, [id]);
    const [space] = rows;
    if (!space) throw new Failure('notFound', `there is no space ${id}`);
    return space;
  }

  /** @throws Failure conflict for a name or an id that is taken; personNotFound, invalid */
  async add(tx: EntityManager, facts: NewSpace): Promise<StoredSpace> {
    const { id = newId(), name, capacity } = facts;
    const same: unknown[] = await tx.query('SELECT 1 FROM space WHERE id = $1', [id]);
    if (same.length > 0) throw taken('id', id, `the id ${id} is taken`);
    await this.checkName(tx, id, name);
    const areaCode = facts.areaCode ?? (await areaOf(tx, facts)) ?? builtInAreaCode;
    await checkArea(tx, areaCode);
    await tx.query('INSERT INTO space (id, name, area_code, capacity) VALUES ($1, $2, $3, $4)', [
      id,
      name,
      areaCode,
      capacity,
    ]);
    return this.write(tx, id, facts);
  }

  /** @throws as add, notFound */
  async patch(tx: EntityManager, id: string, facts: SpaceFacts): Promise<StoredSpace> {
    await hold(tx, id);
    const { name, areaCode } = facts;
    if (name !== undefined) await this.checkName(tx, id, name);
    if (areaCode !== undefined) await checkArea(tx, areaCode);
    const places = facts.sns !== undefined || facts.doorIds !== undefined;
    const before = await inside(tx, id);
    const space = await this.write(tx, id, facts);
    if (places || facts.disabled !== undefined) {
      await recordTaking(tx, 'person', [...new Set([...before, ...(await inside(tx, id))])]);
    }
    return space;
  }

  /** Its reservations go with it, and with them the right to pass its doors. @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await hold(tx, id);
    await recordTaking(tx, 'person', await inside(tx, id));
    await tx.query('DELETE FROM space WHERE id = $1', [id]);
  }

  /** Those of its doors that are at these devices. @throws Failure notFound */
  async doorsAt(tx: EntityManager, id: string, sns: readonly string[]): Promise<string[]> {
    await hold(tx, id);
    const rows: { id: string }[] = await tx.query(
      `SELECT d.id FROM space_door x JOIN door d ON d.id = x.door_id WHERE x.space_id = $1 AND d.device_sn = ANY($2)`,
      [id, sns],
    );
    return rows.map((door) => door.id);
  }

  /** A secret under which calendar programs read the room, as a hash; null = there is none any more. */
  async setCalendar(tx: EntityManager, id: string, hash: string | null): Promise<void> {
    await hold(tx, id);
    await tx.query('UPDATE space SET calendar_hash = $2 WHERE id = $1', [id, hash]);
  }

  private async write(tx: EntityManager, id: string, facts: SpaceFacts): Promise<StoredSpace> {
    const { managerPin, facilityIds, sns, doorIds } = facts;
    const manager = managerPin ? (await this.persons.get(tx, managerPin)).id : null;
    const columns = Object.entries({
      name: facts.name,
      area_code: facts.areaCode,
      capacity: facts.capacity,
      picture: facts.picture,
      address: facts.address,
      manager_id: managerPin === undefined ? undefined : manager,
      manager_phone: facts.managerPhone,
      smart: facts.smart,
      remark: facts.remark,
      retention_minutes: facts.retentionMinutes,
      disabled: facts.disabled,
    }).filter(([, value]) => value !== undefined);
    if (columns.length > 0) {
      const set = columns.map(([column], index) => `${column} = $${index + 2}`).join(', ');
      await tx.query(`UPDATE space SET ${set} WHERE id = $1`, [id, ...columns.map(([, value]) => value)]);
    }
    if (facilityIds) await replace(tx, id, parts.facilities, facilityIds);
    if (sns) await replace(tx, id, parts.devices, sns);
    if (doorIds) await replace(tx, id, parts.doors, doorIds);
    return this.get(tx, id);
  }

  private async checkName(tx: EntityManager, id: string, name: string): Promise<void> {
    const same: unknown[] = await tx.query('SELECT 1 FROM space WHERE name = $2 AND id <> $1', [id, name]);
    if (same.length > 0) throw taken('name', name, `there is a space "${name}" already`);
  }
}

/** People whom a running reservation lets in now, or in a moment. */
export async function inside(tx: EntityManager, spaceId: string): Promise<string[]> {
  const rows: { pin: string }[] = await tx.query(
    `WITH running AS (
       SELECT id, applicant_id FROM space_reservation WHERE space_id = $1 AND cancelled_at IS NULL AND finished_at IS NULL
         AND ends_at > clock_timestamp() - interval '5 minutes' AND opens_at < clock_timestamp() + interval '5 minutes')
     SELECT p.pin FROM person p WHERE p.id IN (SELECT applicant_id FROM running
       UNION SELECT x.person_id FROM running r JOIN space_participant x ON x.reservation_id = r.id) ORDER BY p.pin`,
    [spaceId],
  );
  return rows.map(({ pin }) => pin);
}

/** Nobody else changes the room or reserves it meanwhile. @throws Failure notFound */
export async function hold(tx: EntityManager, id: string): Promise<{ no: number; disabled: boolean }> {
  const rows: { no: number; disabled: boolean }[] = await tx.query(
    'SELECT no, disabled FROM space WHERE id = $1 FOR UPDATE',
    [id],
  );
  const [space] = rows;
  if (!space) throw new Failure('notFound', `there is no space ${id}`);
  return space;
}

async function checkArea(tx: EntityManager, areaCode: string): Promise<void> {
  const rows: unknown[] = await tx.query('SELECT 1 FROM area WHERE code = $1', [areaCode]);
  if (rows.length === 0) throw fieldError('areaCode', `names no area: ${areaCode}`);
}

/** The area of the room's first device. */
async function areaOf(tx: EntityManager, { sns = [], doorIds = [] }: SpaceFacts): Promise<string | undefined> {
  const rows: { area: string }[] = await tx.query(
    `SELECT d.area_code AS area FROM device d WHERE d.sn = ANY($1)
       OR d.sn IN (SELECT device_sn FROM door WHERE id = ANY($2)) ORDER BY array_position($1, d.sn), d.sn LIMIT 1`,
    [sns, doorIds],
  );
  return rows[0]?.area;
}

interface Part {
  readonly table: string;
  readonly column: string;
  readonly of: string;
  readonly key: string;
  readonly field: string;
  readonly what: string;
}

const parts = {
  facilities: {
    ...{ table: 'space_has_facility', column: 'facility_id', of: 'space_facility', key: 'id' },
    ...{ field: 'facilityIds', what: 'facility' },
  },
  devices: {
    ...{ table: 'space_device', column: 'device_sn', of: 'device', key: 'sn' },
    ...{ field: 'sns', what: 'device' },
  },
  doors: {
    ...{ table: 'space_door', column: 'door_id', of: 'door', key: 'id' },
    ...{ field: 'doorIds', what: 'door' },
  },
} as const satisfies Record<string, Part>;

async function replace(tx: EntityManager, id: string, part: Part, keys: readonly string[]): Promise<void> {
  const { table, column, of, key, field, what } = part;
  const known: { key: string }[] = await tx.query(`SELECT ${key} AS key FROM ${of} WHERE ${key} = ANY($1)`, [keys]);
  const missing = keys.filter((one) => !known.some((found) => found.key === one));
  if (missing.length > 0) throw fieldError(field, `names no ${what}: ${missing.join(', ')}`);
  await tx.query(`DELETE FROM ${table} WHERE space_id = $1 AND ${column} <> ALL($2)`, [id, keys]);
  await tx.query(
    `INSERT INTO ${table} (space_id, ${column}) SELECT DISTINCT $1::varchar, unnest($2::text[]) ON CONFLICT DO NOTHING`,
    [id, keys],
  );
}
