import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import type { Muster, MusterCounts, MusterPerson } from './muster.js';

const columns = `id, no::int AS no, zone_ids AS "zoneIds", zone_names AS "zoneNames", reader_ids AS "readerIds", drill,
  started_at AS "startedAt", started_by AS "startedBy", ended_at AS "endedAt", ended_by AS "endedBy"`;

/** $2: codes of departments; null = all. */
const isShown = `($2::text[] IS NULL OR EXISTS (SELECT 1 FROM person o JOIN department d ON d.id = o.department_id
  WHERE o.pin = m.pin AND d.code = ANY($2)))`;

interface Row extends Omit<MusterPerson, 'lastDoor'> {
  readonly doorId: string | null;
  readonly doorName: string | null;
  readonly doorAt: Date | null;
}

/** Whose people are seen: codes of departments; null = all. */
export type Departments = readonly string[] | null;

/** Reads musters. */
@Injectable()
export class MusterListService {
  /** The newest first. @param before the number behind which the list continues */
  list(tx: EntityManager, { before, limit }: { before: number | undefined; limit: number }): Promise<Muster[]> {
    return tx.query(`SELECT ${columns} FROM muster WHERE $1::bigint IS NULL OR no < $1 ORDER BY no DESC LIMIT $2`, [
      before ?? null,
      limit,
    ]);
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<Muster> {
    const [muster]: Muster[] = await tx.query(`SELECT ${columns} FROM muster WHERE id = $1`, [id]);
    if (!muster) throw new Failure('notFound', `there is no muster ${id}`);
    return muster;
  }

  async counts(
    tx: EntityManager,
    ids: readonly string[],
    departments: Departments,
  ): Promise<ReadonlyMap<string, MusterCounts>> {
    const rows: (MusterCounts & { id: string })[] = await tx.query(
      `SELECT m.muster_id AS id, count(*)::int AS total, count(*) FILTER (WHERE state = 'safe')::int AS safe,
         count(*) FILTER (WHERE state = 'missing')::int AS missing,
         count(*) FILTER (WHERE state = 'notHere')::int AS "notHere",
         count(*) FILTER (WHERE state IS NULL)::int AS unmarked
       FROM muster_person m WHERE m.muster_id = ANY($1) AND ${isShown} GROUP BY 1`,
      [ids, departments],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  /** By name. */
  async people(tx: EntityManager, id: string, departments: Departments): Promise<MusterPerson[]> {
    const rows: Row[] = await tx.query(
      `SELECT m.pin, m.name, m.last_name AS "lastName", m.dept_name AS "deptName", m.visitor,
         m.host_name AS "hostName", m.zone_id AS "zoneId", m.since, m.last_door_id AS "doorId",
         m.last_door_name AS "doorName", m.last_door_at AS "doorAt", m.added, m.state, m.state_at AS at,
         m.marked_by AS by, m.reader_id AS "readerId", m.end_state AS "endState", m.end_at AS "endAt",
         coalesce(p.mobile_phone, '') AS phone,
         coalesce(p.photo_at, (SELECT max(b.learnt_at) FROM bio_template b
           WHERE b.person_id = p.id AND b.kind = 'photo' AND b.bio_type = 9)) AS "photoAt"
       FROM muster_person m LEFT JOIN person p ON p.pin = m.pin
       WHERE m.muster_id = $1 AND ${isShown}
       ORDER BY m.last_name COLLATE natural_order, m.name COLLATE natural_order, m.pin`,
      [id, departments],
    );
    return rows.map(({ doorId, doorName, doorAt, ...row }) => ({
      ...row,
      lastDoor: doorId !== null && doorAt !== null ? { id: doorId, name: doorName ?? '', at: doorAt } : null,
    }));
  }
}
