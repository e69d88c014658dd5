import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { openDesired } from '../ledger/ledger.js';
import type { LedgerSide } from './compare.js';
import type { Step } from './verification.js';

/** Rows of one table, or of one type of it. */
const ofStep = `sn = $1 AND table_name = $2 AND key NOT LIKE 'unsupported %'
  AND ($3::int IS NULL OR E'\\t' || key || E'\\t' LIKE E'%\\tType=' || $3::text || E'\\t%')`;

/** How many rows the device should have: those on their way are there or not, they widen the range. */
export async function ledgerCount(
  tx: EntityManager,
  sn: string,
  { table, type }: Pick<Step, 'table' | 'type'>,
): Promise<{ least: number; most: number }> {
  const [held] = await tx.query<{ least: number; most: number }[]>(
    `SELECT count(*) FILTER (WHERE held_hash IS NOT NULL AND NOT unknown
         AND NOT (command_id IS NOT NULL AND desired_hash IS NULL))::int AS least,
       count(*) FILTER (WHERE held_hash IS NOT NULL OR unknown OR command_id IS NOT NULL)::int AS most
     FROM ledger WHERE ${ofStep}`,
    [sn, table, type],
  );
  return held ?? { least: 0, most: 0 };
}

/** The ledger's rows with their content. */
export async function ledgerSides(
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
  { table, type }: Pick<Step, 'table' | 'type'>,
): Promise<LedgerSide[]> {
  const rows: { key: string; desired: Buffer | null; settled: boolean }[] = await tx.query(
    `SELECT key, desired, coalesce(desired_hash = held_hash, false) AND NOT unknown AND command_id IS NULL AS settled
     FROM ledger WHERE ${ofStep}`,
    [sn, table, type],
  );
  const opened = rows.map(({ key, desired, settled }) => ({
    key,
    settled,
    ...(desired ? openDesired(seal, desired) : {}),
  }));
  const templates = await templatesOf(
    tx,
    seal,
    opened.flatMap(({ content }) => (content?.ref.from === 'template' ? [content.ref.id] : [])),
  );
  return opened.map(({ key, settled, row, content }) => {
    const text = content && templates.get(content.ref.id);
    return {
      key,
      settled,
      row: row && content && text !== undefined ? { ...row, [content.field]: text } : (row ?? null),
    };
  });
}

/** Templates stand in the ledger by reference. Pictures are not compared: devices keep them as they like. */
async function templatesOf(tx: EntityManager, seal: SealedBox, ids: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; content: Buffer }[] = await tx.query(
    'SELECT id, content FROM bio_template WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, content }) => [id, seal.open(content).toString('latin1')]));
}
