import type { EntityManager } from 'typeorm';
import { quarantinedUploads } from './quarantine-counts.repository.js';

export const approvedDevices = async (tx: EntityManager): Promise<string[]> => {
  const rows: { sn: string }[] = await tx.query(`SELECT sn FROM device WHERE status = 'approved'`);
  return rows.map(({ sn }) => sn);
};

interface Numbers {
  readonly online: number;
  readonly persons: number;
  readonly photos: number;
  readonly events: number;
  readonly eventsToday: number;
  readonly quarantined: number;
}

const groups = {
  devices: 'SELECT status AS name, count(*)::int AS n FROM device GROUP BY 1',
  links: `SELECT link AS name, count(*)::int AS n FROM device WHERE status = 'approved' GROUP BY 1`,
  templates: `SELECT bio_type::text AS name, count(*)::int AS n FROM bio_template WHERE kind = 'template' GROUP BY 1`,
  commands: 'SELECT status AS name, count(*)::int AS n FROM command GROUP BY 1',
};

/** How many there are, by status, link or type. */
export async function countsBy(tx: EntityManager, group: keyof typeof groups): Promise<Record<string, number>> {
  const rows: { name: string; n: number }[] = await tx.query(groups[group]);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** The whole installation in numbers. */
export async function numbersOfSite(tx: EntityManager): Promise<Numbers> {
  const [numbers]: Numbers[] = await tx.query(
    `SELECT (SELECT count(*)::int FROM device WHERE status = 'approved' AND online) AS online,
       (SELECT count(*)::int FROM person WHERE NOT is_visitor) AS persons,
       (SELECT count(*)::int FROM bio_template WHERE kind = 'photo') AS photos,
       (SELECT coalesce(sum(n), 0)::int FROM event_total_by_family
         WHERE family NOT IN ('punch', 'passed', 'hep')) AS events,
       (SELECT count(*)::int FROM event WHERE event_time > now()::timestamp - interval '1 day') AS "eventsToday",
       ${quarantinedUploads} AS quarantined`,
  );
  if (!numbers) throw new Error('no numbers');
  return numbers;
}
