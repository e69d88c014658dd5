import type { EntityManager } from 'typeorm';

/** Data commands of a device that have not ended. */
export interface Open {
  readonly sn: string;
  /** Those that take something away. */
  readonly ahead: number;
  readonly others: number;
}

/** Devices that have none are left out. */
export const openOf = (tx: EntityManager, sns: readonly string[], origin: string): Promise<Open[]> =>
  tx.query(
    `SELECT c.* FROM unnest($1::text[]) AS d (sn) CROSS JOIN LATERAL (
       SELECT d.sn, count(*) FILTER (WHERE ahead)::int AS ahead, count(*) FILTER (WHERE NOT ahead)::int AS others
       FROM command WHERE sn = d.sn AND status IN ('queued', 'sent') AND lane = 2 AND kind = 'data' AND origin = $2
       OFFSET 0) c WHERE c.ahead + c.others > 0`,
    [sns, origin],
  );
