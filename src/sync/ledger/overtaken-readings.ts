import type { EntityManager } from 'typeorm';
import type { ComparedEntry } from './ledger.repository.js';

/**
 * What was decided about these rows is newer than what a survey read of them. Taken over later, the reading would give
 * back what was taken away.
 */
export async function forgetReadings(
  tx: EntityManager,
  rows: readonly Pick<ComparedEntry, 'sn' | 'table' | 'key'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `DELETE FROM survey_row f USING survey s, unnest($1::text[], $2::text[], $3::text[]) AS r (sn, table_name, key)
     WHERE s.sn = r.sn AND f.survey_id = s.id AND f.table_name = r.table_name AND f.key = r.key`,
    [rows.map(({ sn }) => sn), rows.map(({ table }) => table), rows.map(({ key }) => key)],
  );
}
