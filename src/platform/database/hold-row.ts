import type { EntityManager } from 'typeorm';

/** Rows that are changed as a whole, after they were read. */
export type HeldTable =
  | 'acc_level'
  | 'acc_zone'
  | 'aux_input'
  | 'aux_output'
  | 'door'
  | 'holiday'
  | 'parking_channel'
  | 'plan'
  | 'reader'
  | 'saved_view'
  | 'visitor_block';

/**
 * Before a row is read that is written back: of two who change it at once, the second reads what the first has left.
 * Otherwise it would put back what the first has taken away. Rows that refer to it can be written meanwhile.
 */
export const holdRow = (tx: EntityManager, table: HeldTable, id: string): Promise<unknown> =>
  tx.query(`SELECT 1 FROM ${table} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
