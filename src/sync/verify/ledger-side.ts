import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { openDesired } from '../ledger/kept-row.js';
import type { LedgerSide } from './compare.js';
import type { Step } from './verification.js';
import { keptRows } from '../ledger/ledger-verify.repository.js';

type Kept = Awaited<ReturnType<typeof keptRows>>;

/** The ledger's rows with their content. @param keys null = all */
export const ledgerSides = async (
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
  step: Pick<Step, 'table' | 'type'>,
  keys: readonly string[] | null = null,
): Promise<LedgerSide[]> => sidesOfRows(tx, seal, await keptRows(tx, sn, step, keys));

export async function sidesOfRows(tx: EntityManager, seal: SealedBox, rows: Kept): Promise<LedgerSide[]> {
  const opened = rows.map(({ key, desired, settled, underWay }) => ({
    ...{ key, settled, underWay },
    ...(desired ? openDesired(seal, desired) : {}),
  }));
  const templates = await templatesOf(
    tx,
    seal,
    opened.flatMap(({ content }) => (content?.ref.from === 'template' ? [content.ref.id] : [])),
  );
  return opened.map(({ key, settled, underWay, row, content }) => {
    const text = content && templates.get(content.ref.id);
    return {
      ...{ key, settled, underWay },
      row: row && content && text !== undefined ? { ...row, [content.field]: text } : (row ?? null),
    };
  });
}

/** The ledger has templates by reference. Pictures are not compared: devices store them in their own form. */
async function templatesOf(tx: EntityManager, seal: SealedBox, ids: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; content: Buffer }[] = await tx.query(
    'SELECT id, content FROM bio_template WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, content }) => [id, seal.open(content).toString('latin1')]));
}
