import { Injectable } from '@nestjs/common';
import { Not, type EntityManager, type EntityTarget, type FindOptionsWhere } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { ParkingCarType, ParkingDiscount, ParkingEntrance, ParkingSpace } from './parking-site.entity.js';
import { ParkingArea } from './parking.entity.js';

/** What all parts of a car park have: an id and a name. */
interface Named {
  id: string;
  name: string;
}

export interface SiteFacts {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** What a kind of part is called, and what else is asked of it. */
interface Kind<E extends Named> {
  readonly entity: EntityTarget<E>;
  readonly what: string;
  /** Names are unique within this column; without it everywhere. */
  readonly within?: keyof E & string;
  /** What must not refer to one that is removed: table and column, and what it is called. */
  readonly usedBy: readonly (readonly [table: string, column: string, what: string])[];
  /** @throws Failure invalid */
  readonly check?: (tx: EntityManager, row: E) => Promise<void> | void;
}

const space: Kind<ParkingSpace> = {
  entity: ParkingSpace,
  what: 'parking space',
  within: 'areaId',
  usedBy: [['parking_fixed_vehicle', 'space_id', 'a fixed vehicle']],
  check: async (tx, { areaId }) => checkArea(tx, areaId),
};

const carType: Kind<ParkingCarType> = {
  entity: ParkingCarType,
  what: 'kind of car',
  usedBy: [
    ['parking_fixed_vehicle', 'car_type_id', 'a fixed vehicle'],
    ['parking_tariff', 'car_type_id', 'a parking tariff'],
  ],
};

const discount: Kind<ParkingDiscount> = {
  entity: ParkingDiscount,
  what: 'discount',
  usedBy: [],
  check: (_, { kind, value }) => {
    if (kind === 'percent' && (value < 1 || value > 100)) throw fieldError('value', 'must be 1 to 100 percent');
    if (kind !== 'free' && value < 1) throw fieldError('value', 'must be 1 or more');
    if (kind === 'free' && value !== 0) throw fieldError('value', 'must be left out: all is free');
  },
};

const entrance: Kind<ParkingEntrance> = {
  entity: ParkingEntrance,
  what: 'parking entrance',
  usedBy: [
    ['parking_channel', 'entrance_id', 'a parking channel'],
    ['parking_fixed_vehicle_entrance', 'entrance_id', 'a fixed vehicle'],
  ],
  check: async (tx, row) => {
    await checkArea(tx, row.areaId);
    const channels: unknown[] = await tx.query(
      'SELECT 1 FROM parking_channel WHERE entrance_id = $1 AND area_id <> $2 LIMIT 1',
      [row.id, row.areaId],
    );
    if (channels.length > 0)
      throw fieldError('areaId', 'must stay: channels of this entrance lead into it', 'conflict');
  },
};

/** The parts of car parks beside areas and channels. */
export const siteKinds = { space, carType, discount, entrance } as const;
export type SiteKind = keyof typeof siteKinds;
export interface SiteParts {
  readonly space: ParkingSpace;
  readonly carType: ParkingCarType;
  readonly discount: ParkingDiscount;
  readonly entrance: ParkingEntrance;
}
type Part<K extends SiteKind> = SiteParts[K];

/** What is left out or undefined stays as it is. */
type Changes<T> = { readonly [P in keyof T]?: T[P] | undefined };

const kindOf = <K extends SiteKind>(kind: K) => siteKinds[kind] as unknown as Kind<Part<K>>;

/** Spaces, kinds of cars, discounts and entrances: each is made, changed and removed in the same way. */
@Injectable()
export class ParkingSiteService {
  /** @throws Failure notFound */
  async get<K extends SiteKind>(tx: EntityManager, kind: K, id: string): Promise<Part<K>> {
    const { entity, what } = kindOf(kind);
    const found = await tx.findOneBy(entity, { id } as FindOptionsWhere<Part<K>>);
    if (!found) throw new Failure('notFound', `there is no ${what} ${id}`);
    return found;
  }

  /** @throws Failure invalid, conflict for a name or an id that is taken */
  async add<K extends SiteKind>(
    tx: EntityManager,
    kind: K,
    { id = newId(), ...facts }: Omit<Part<K>, 'id' | 'updatedAt'> & SiteFacts,
  ): Promise<Part<K>> {
    const { entity } = kindOf(kind);
    const row = { ...facts, id } as unknown as Part<K>;
    if (await tx.existsBy(entity, { id } as FindOptionsWhere<Part<K>>)) throw taken('id', id, `the id ${id} is taken`);
    await this.check(tx, kind, row);
    await tx.getRepository(entity).insert(row as never);
    return this.get(tx, kind, id);
  }

  /** Only what the facts name. @throws Failure notFound, invalid, conflict */
  async patch<K extends SiteKind>(
    tx: EntityManager,
    kind: K,
    id: string,
    facts: Changes<Omit<Part<K>, 'id' | 'updatedAt'>>,
  ): Promise<Part<K>> {
    const known = await this.get(tx, kind, id);
    const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    const { entity } = kindOf(kind);
    const row = Object.assign(tx.create(entity, known), said);
    await this.check(tx, kind, row);
    await tx.update(entity, { id }, said as never);
    return this.get(tx, kind, id);
  }

  /** @throws Failure notFound, conflict if something refers to it */
  async remove(tx: EntityManager, kind: SiteKind, id: string): Promise<void> {
    await this.get(tx, kind, id);
    const { entity, what, usedBy } = kindOf(kind);
    for (const [table, column, user] of usedBy) {
      const uses: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE ${column} = $1 LIMIT 1`, [id]);
      if (uses.length > 0) throw new Failure('conflict', `${user} has the ${what} ${id}`);
    }
    await tx.delete(entity, { id });
  }

  private async check<K extends SiteKind>(tx: EntityManager, kind: K, row: Part<K>): Promise<void> {
    const { entity, what, within, check } = kindOf(kind);
    await check?.(tx, row);
    const { id, name } = row;
    const where = { id: Not(id), name, ...(within ? { [within]: row[within] } : {}) };
    if (await tx.existsBy(entity, where as FindOptionsWhere<Part<K>>))
      throw taken('name', name, `there is a ${what} "${name}" already`);
  }
}

/** @throws Failure invalid */
export async function checkArea(tx: EntityManager, areaId: string): Promise<void> {
  if (!(await tx.existsBy(ParkingArea, { id: areaId }))) throw fieldError('areaId', `names no parking area: ${areaId}`);
}
