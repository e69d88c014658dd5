import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';

export interface Partition {
  readonly id: string;
  readonly panelId: string;
  readonly panelName: string;
  readonly areaCode: string | null;
  readonly number: number;
  readonly name: string;
  /** Null = the panel has not told. */
  readonly armed: boolean | null;
  readonly armedAt: Date | null;
}

/** What a point of an auxiliary input raises. */
export const pointKinds = ['burglary', 'panic', 'fire', 'medical', 'technical', 'tamper'] as const;
export type PointKind = (typeof pointKinds)[number];
/** How its contact is when all is well. */
export const normalStates = ['open', 'closed'] as const;
export type NormalState = (typeof normalStates)[number];

export interface Point {
  readonly id: string;
  readonly name: string;
  readonly panelId: string | null;
  readonly panelName: string | null;
  readonly number: number | null;
  readonly auxInId: string | null;
  readonly auxInName: string | null;
  readonly areaCode: string | null;
  readonly kind: PointKind;
  readonly normally: NormalState;
}

export interface NewPartition {
  readonly id?: string | undefined;
  readonly panelId: string;
  readonly number: number;
  readonly name: string;
}

export interface NewPoint {
  readonly id?: string | undefined;
  readonly name: string;
  /** Of a panel, with its number there; or an auxiliary input of a device. */
  readonly panelId?: string | undefined;
  readonly number?: number | undefined;
  readonly auxInId?: string | undefined;
  readonly kind?: PointKind | undefined;
  readonly normally?: NormalState | undefined;
}

const partitions = `SELECT t.id, t.panel_id AS "panelId", p.name AS "panelName", p.area_code AS "areaCode", t.number, t.name,
    t.armed, t.armed_at AS "armedAt" FROM intrusion_partition t JOIN intrusion_panel p ON p.id = t.panel_id`;
const points = `SELECT t.id, t.name, t.panel_id AS "panelId", p.name AS "panelName", t.number, t.aux_in_id AS "auxInId",
    x.name AS "auxInName", coalesce(p.area_code, d.area_code) AS "areaCode", t.kind, t.normally
  FROM intrusion_point t LEFT JOIN intrusion_panel p ON p.id = t.panel_id
  LEFT JOIN aux_input x ON x.id = t.aux_in_id LEFT JOIN device d ON d.sn = x.device_sn`;

type Within = readonly string[] | null;

/** Names of what panels number: partitions and points. A panel reports also what has no name here. */
@Injectable()
export class IntrusionLayoutService {
  searchPartitions(tx: EntityManager, search: Search, within: Within): Promise<FoundRows<Partition>> {
    return searchedRows<Partition>(
      tx,
      {
        sql: `${partitions} WHERE ($1::text[] IS NULL OR p.area_code = ANY($1))`,
        parameters: [within],
        by: 'id',
        texts: ['name', 'panelName'],
        others: ['number'],
      },
      search,
    );
  }

  searchPoints(tx: EntityManager, search: Search, within: Within): Promise<FoundRows<Point>> {
    return searchedRows<Point>(
      tx,
      {
        sql: `${points} WHERE ($1::text[] IS NULL OR coalesce(p.area_code, d.area_code) = ANY($1))`,
        parameters: [within],
        by: 'id',
        texts: ['name', 'panelName', 'auxInName', 'kind'],
      },
      search,
    );
  }

  async partition(tx: EntityManager, id: string): Promise<Partition> {
    const [found]: Partition[] = await tx.query(`${partitions} WHERE t.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no partition ${id}`);
    return found;
  }

  async point(tx: EntityManager, id: string): Promise<Point> {
    const [found]: Point[] = await tx.query(`${points} WHERE t.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no point ${id}`);
    return found;
  }

  async addPartition(tx: EntityManager, { id = newId(), panelId, number, name }: NewPartition): Promise<Partition> {
    await checkThere(tx, 'panelId', 'intrusion_panel', panelId);
    const made: unknown[] = await tx.query(
      `INSERT INTO intrusion_partition (id, panel_id, number, name) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, panelId, number, name],
    );
    if (made.length === 0) throw await takenIn(tx, 'intrusion_partition', id, String(number));
    return this.partition(tx, id);
  }

  async patchPartition(tx: EntityManager, id: string, { name }: { name?: string | undefined }): Promise<Partition> {
    await this.partition(tx, id);
    if (name !== undefined) await tx.query('UPDATE intrusion_partition SET name = $2 WHERE id = $1', [id, name]);
    return this.partition(tx, id);
  }

  async removePartition(tx: EntityManager, id: string): Promise<void> {
    await this.partition(tx, id);
    await tx.query('DELETE FROM intrusion_partition WHERE id = $1', [id]);
  }

  async addPoint(tx: EntityManager, point: NewPoint): Promise<Point> {
    const { id = newId(), name, panelId, number, auxInId, kind = 'burglary', normally = 'open' } = point;
    await checkOfOne(tx, point);
    const made: unknown[] = await tx.query(
      `INSERT INTO intrusion_point (id, name, panel_id, number, aux_in_id, kind, normally)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [id, name, panelId, number, auxInId, kind, normally],
    );
    if (made.length === 0) throw await takenIn(tx, 'intrusion_point', id, auxInId ?? String(number));
    return this.point(tx, id);
  }

  async patchPoint(
    tx: EntityManager,
    id: string,
    facts: Pick<NewPoint, 'kind' | 'normally'> & { readonly name?: string | undefined },
  ): Promise<Point> {
    const point = await this.point(tx, id);
    const { name = point.name, kind = point.kind, normally = point.normally } = facts;
    await tx.query('UPDATE intrusion_point SET name = $2, kind = $3, normally = $4 WHERE id = $1', [
      id,
      name,
      kind,
      normally,
    ]);
    return this.point(tx, id);
  }

  async removePoint(tx: EntityManager, id: string): Promise<void> {
    await this.point(tx, id);
    await tx.query('DELETE FROM intrusion_point WHERE id = $1', [id]);
  }
}

type Table = 'intrusion_panel' | 'aux_input' | 'intrusion_partition' | 'intrusion_point';

async function checkThere(tx: EntityManager, field: string, table: Table, id: string): Promise<void> {
  const found: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR KEY SHARE`, [id]);
  if (found.length === 0) throw fieldError(field, `names nothing: there is no ${id}`);
}

async function takenIn(tx: EntityManager, table: Table, id: string, number: string): Promise<Failure> {
  const found: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
  return found.length > 0
    ? taken('id', id, `the id ${id} is taken`)
    : taken(/^\d+$/.test(number) ? 'number' : 'auxInId', number, `${number} has a name already`);
}

/** A point is a zone of a panel, or an auxiliary input. @throws Failure invalid */
async function checkOfOne(tx: EntityManager, { panelId, number, auxInId }: NewPoint): Promise<void> {
  if ((panelId === undefined) === (auxInId === undefined))
    throw fieldError('panelId', 'or auxInId is needed, and not both: a point is of a panel or an auxiliary input');
  if ((panelId === undefined) !== (number === undefined))
    throw fieldError('number', 'is the number at the panel: it goes with panelId');
  if (panelId !== undefined) await checkThere(tx, 'panelId', 'intrusion_panel', panelId);
  if (auxInId === undefined) return;
  await checkThere(tx, 'auxInId', 'aux_input', auxInId);
  await followFromNow(tx);
}

/** The first of its kind: what inputs told before it had a name is none of its business. */
async function followFromNow(tx: EntityManager): Promise<void> {
  await tx.query(
    `UPDATE intrusion_folded SET position = (SELECT coalesce(max(position), 0) FROM feed)
     WHERE NOT EXISTS (SELECT 1 FROM intrusion_point WHERE aux_in_id IS NOT NULL)`,
  );
}
