import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { ReportedUser } from './reported-user.js';

interface Held {
  readonly pin: string;
  readonly desired: Buffer;
  /** Of all rows that carry one. */
  readonly cards: readonly string[];
}

/** What a user's row of the ledger says, as far as it decides who may pass. */
interface Wanted {
  readonly cardNo?: string;
  readonly password?: string;
  readonly privilege?: number;
}

/** Users whom the device held as they should be, by the last that was known of it. */
const heldUsers = `SELECT l.pin, l.desired, coalesce((SELECT jsonb_agg(c.card) FROM ledger m,
    jsonb_array_elements_text(m.desired_scope) AS c (card) WHERE m.sn = l.sn AND m.pin = l.pin
      AND m.table_name IN ('user', 'mulcarduser') AND m.desired_hash IS NOT NULL), '[]') AS cards
  FROM ledger l WHERE l.sn = $1 AND l.table_name = 'user' AND l.pin = ANY($2) AND l.desired IS NOT NULL
    AND l.held_hash = l.desired_hash AND NOT l.unknown AND l.command_id IS NULL`;

/**
 * Where a device tells of a card, password or role that it was not given, somebody changed it there: what it should hold
 * is sent again. What it leaves out may be left out by the firmware, unless it tells by itself.
 */
export async function putRight(
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
  told: readonly ReportedUser[],
  isNews: boolean,
): Promise<void> {
  if (told.length === 0) return;
  const held = await tx.query<Held[]>(heldUsers, [sn, told.map(({ pin }) => pin)]);
  const byPin = new Map(held.map((row) => [row.pin, row]));
  const wrong = told.filter((user) => {
    const row = byPin.get(user.pin);
    return row !== undefined && isOther(user, row, seal.openJson(row.desired) as Wanted, isNews);
  });
  if (wrong.length === 0) return;
  const pins = wrong.map(({ pin }) => pin);
  await tx.query(
    `UPDATE ledger SET unknown = true, held_hash = NULL
     WHERE sn = $1 AND pin = ANY($2) AND table_name IN ('user', 'mulcarduser') AND desired_hash IS NOT NULL`,
    [sn, pins],
  );
  await recordChange(tx, 'person', pins);
}

function isOther(user: ReportedUser, { cards }: Held, wanted: Wanted, isNews: boolean): boolean {
  const { cardNo, password } = user;
  if (cardNo !== '' && !cards.includes(cardNo)) return true;
  if (password !== '' && textOf(wanted.password) === '') return true;
  return isNews && saysOther(user, wanted);
}

/** What only counts where the device tells by itself. */
function saysOther({ cardNo, password, privilege, tells }: ReportedUser, wanted: Wanted): boolean {
  const lostCard = tells.card && cardNo === '' && textOf(wanted.cardNo) !== '';
  const otherRole = tells.privilege && privilege !== (wanted.privilege ?? 0);
  return lostCard || otherRole || (password !== '' && password !== wanted.password);
}

const textOf = (value: string | undefined) => value ?? '';
