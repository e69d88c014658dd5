import type { EntityManager } from 'typeorm';
import { tableNamed } from '../../protocol/access-push/tables/all.js';
import { newStep, type Step } from './verification.js';
import { keptTables } from '../ledger/ledger-verify.repository.js';

interface StoredStep {
  readonly table: string;
  readonly type: number | null;
}

const users = 'user';

/** Which tables, and of templates and photos which types, are kept for a device. */
async function stepsKept(tx: EntityManager, sn: string): Promise<StoredStep[]> {
  const rows = await keptTables(tx, sn);
  const typed = rows.filter(({ table }) => tableNamed(table) !== undefined);
  const kept = typed.map(({ table, type }) => ({
    table,
    type: tableNamed(table)?.byType ? type : null,
  }));
  return kept.filter((one, at) => kept.findIndex(({ table, type }) => table === one.table && type === one.type) === at);
}

/** The tables that are compared: those that the ledger keeps, users always, or those that were requested by name. */
export async function planSteps(tx: EntityManager, sn: string, tables?: readonly string[]): Promise<Step[]> {
  const kept = await stepsKept(tx, sn);
  const asked = tables !== undefined && tables.length > 0;
  const names = asked ? [...new Set(tables)] : [...new Set([users, ...kept.map(({ table }) => table)])];
  return names.flatMap((table) => {
    const own = kept.filter((one) => one.table === table);
    const all: readonly StoredStep[] = own.length > 0 ? own : [{ table, type: null }];
    return all.map(({ type }) => newStep({ table, type, asked }));
  });
}
