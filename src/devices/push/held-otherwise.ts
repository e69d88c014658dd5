import type { EntityManager } from 'typeorm';
import { markUsersUnknown, heldUsers, type HeldUser } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { ReportedUser } from './reported-user.js';

/** The part of a user's row in the ledger that decides who may pass. */
interface DesiredUser {
  readonly cardNo?: string;
  readonly password?: string;
  readonly privilege?: number;
}

/**
 * If a device reports a card, password or role that it was not given, it was changed at the device: what it should hold
 * is sent again. A field that it leaves out may be left out by the firmware, unless the device reports by itself.
 */
export async function putRight(
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
  told: readonly ReportedUser[],
  isNews: boolean,
): Promise<void> {
  if (told.length === 0) return;
  const held = await heldUsers(
    tx,
    sn,
    told.map(({ pin }) => pin),
  );
  const byPin = new Map(held.map((row) => [row.pin, row]));
  const wrong = told.filter((user) => {
    const row = byPin.get(user.pin);
    return row !== undefined && isOther(user, row, seal.openJson(row.desired) as DesiredUser, isNews);
  });
  if (wrong.length === 0) return;
  const pins = wrong.map(({ pin }) => pin);
  await markUsersUnknown(tx, sn, pins);
  await recordChange(tx, 'person', pins);
}

function isOther(user: ReportedUser, { cards }: HeldUser, wanted: DesiredUser, isNews: boolean): boolean {
  const { cardNo, password } = user;
  if (cardNo !== '' && !cards.includes(cardNo)) return true;
  if (password !== '' && textOf(wanted.password) === '') return true;
  return isNews && saysOther(user, wanted);
}

/** Differences that count only if the device reports unasked. */
function saysOther({ cardNo, password, privilege, tells }: ReportedUser, wanted: DesiredUser): boolean {
  const lostCard = tells.card && cardNo === '' && textOf(wanted.cardNo) !== '';
  const otherRole = tells.privilege && privilege !== (wanted.privilege ?? 0);
  return lostCard || otherRole || (password !== '' && password !== wanted.password);
}

const textOf = (value: string | undefined) => value ?? '';
