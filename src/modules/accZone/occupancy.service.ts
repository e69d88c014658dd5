import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A person in a zone. */
export interface Inside {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly pin: string;
}

interface Filter {
  readonly zoneId?: string | undefined;
  readonly offset?: number;
  readonly limit?: number;
}

/** A correction counts more than an event of the same instant. */
const correction = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const inside = 'FROM acc_zone_inside i WHERE ($1::text IS NULL OR i.zone_id = $1)';

/**
 * Who is inside zones: everybody whose last passage was at an entry reader. Late or repeated events do not change the
 * result of later events (`acc_zone_inside`, which also counts events that are not folded yet).
 */
@Injectable()
export class OccupancyService {
  /** By zone, then by pin. */
  list(tx: EntityManager, { zoneId, offset = 0, limit }: Filter): Promise<Inside[]> {
    return tx.query(
      `SELECT i.zone_id AS "zoneId", i.name AS "zoneName", i.pin ${inside} ORDER BY i.code, i.pin LIMIT $2 OFFSET $3`,
      [zoneId ?? null, limit ?? null, offset],
    );
  }

  async count(tx: EntityManager, zoneId?: string): Promise<number> {
    const rows: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${inside}`, [zoneId ?? null]);
    return rows[0]?.n ?? 0;
  }

  /** How many are in each zone. */
  async counts(tx: EntityManager, zoneIds: readonly string[]): Promise<Map<string, number>> {
    const rows: { id: string; n: number }[] = await tx.query(
      'SELECT zone_id AS id, count(*)::int AS n FROM acc_zone_inside WHERE zone_id = ANY($1) GROUP BY 1',
      [zoneIds],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  }

  /** An operator's correction has priority over the readers: a person may go in or out without passing one. */
  async correct(tx: EntityManager, zoneId: string, pin: string, isInside: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO acc_zone_presence AS p (zone_id, pin, inside, at, event_id)
       VALUES ($1, $2, $3, clock_timestamp(), $4)
       ON CONFLICT (zone_id, pin) DO UPDATE SET inside = excluded.inside, at = excluded.at,
         event_id = excluded.event_id`,
      [zoneId, pin, isInside, correction],
    );
  }

  /** Nobody is inside; people who come in from now on are. */
  async clear(tx: EntityManager, zoneId: string): Promise<void> {
    await tx.query('UPDATE acc_zone SET cleared_at = clock_timestamp() WHERE id = $1', [zoneId]);
  }
}
