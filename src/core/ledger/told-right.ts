import type { EntityManager } from 'typeorm';
import { cardFreed } from '../command/row-text.js';
import { hasToldSince } from './restore-hold.js';

interface Passage {
  readonly sn: string;
  readonly pin: string;
  /** Decimal; '' = none was shown. */
  readonly cardNo: string;
  /** The number of the door. */
  readonly door: number;
  /** Neither levels nor times count for the person. */
  readonly superUser: boolean;
}

/** An expression of SQL: the device has told since the restore that it holds this row as the backup has it. */
const isTold = (row: string, table: string) =>
  `(${row}.table_name = '${table}' AND ${row}.desired_hash IS NOT NULL AND ${row}.held_hash <> '${cardFreed}'
    AND ${hasToldSince(`${row}.sn`, `'${table}'`)})`;

const hasCard = ['user', 'mulcarduser']
  .map(
    (table) => `EXISTS (SELECT 1 FROM ledger c WHERE c.sn = $1 AND c.pin = $2 AND c.desired_scope @> to_jsonb($3::text)
    AND ${isTold('c', table)})`,
  )
  .join(' OR ');

/**
 * Whether a device that is given nothing since a restore is known to hold the right that the backup says: the person,
 * the card, the door and its hours. So it answers here as it would by itself (docs/rules.md 11). A code that is made
 * for a while is on no device: the person's right counts.
 */
export async function isRightTold(tx: EntityManager, { sn, pin, cardNo, door, superUser }: Passage): Promise<boolean> {
  const [row]: { told: boolean }[] = await tx.query(
    `SELECT EXISTS (SELECT 1 FROM ledger u WHERE u.sn = $1 AND u.pin = $2 AND ${isTold('u', 'user')})
       AND ($3 = '' OR NOT EXISTS (SELECT 1 FROM card WHERE card_no = $3) OR ${hasCard})
       AND ($5 OR (SELECT link <> 'push-acc' FROM device WHERE sn = $1)
         OR EXISTS (SELECT 1 FROM ledger a WHERE a.sn = $1 AND a.pin = $2 AND a.desired_scope @> to_jsonb($4::int)
           AND ${isTold('a', 'userauthorize')}
           AND (a.time_zone_id = 1 OR EXISTS (SELECT 1 FROM ledger z WHERE z.sn = a.sn
             AND z.time_zone_id = a.time_zone_id AND ${isTold('z', 'timezone')})))) AS told`,
    [sn, pin, cardNo, door, superUser],
  );
  return row?.told === true;
}
