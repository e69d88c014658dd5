import type { EntityManager } from 'typeorm';

/** Uploads that could not be read: every repetition of a plain one, and each sealed one, which is kept once. */
export const quarantinedUploads = `((SELECT coalesce(sum(times), 0) FROM quarantine)
  + (SELECT count(*) FROM device_upload))::int`;

/** How many uploads of each device went into quarantine in the last days; devices without any are not in it. */
export async function quarantinedOf(
  tx: EntityManager,
  sns: readonly string[],
  days: number,
): Promise<ReadonlyMap<string, number>> {
  const rows: { sn: string; n: number }[] = await tx.query(
    `SELECT sn, count(*)::int AS n FROM (
       SELECT sn, received_at FROM quarantine UNION ALL SELECT sn, received_at FROM device_upload) upload
     WHERE sn = ANY($1) AND received_at > clock_timestamp() - $2 * interval '1 day' GROUP BY sn`,
    [sns, days],
  );
  return new Map(rows.map(({ sn, n }) => [sn, n]));
}
