import type { EntityManager } from 'typeorm';
import { knowsOfBackup } from '../../core/ledger/restore-hold.js';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import { isSwitched } from '../desired/desired-settings.js';
import { rightsOfPersons } from '../desired/table-order.js';
import { ledgerSides } from './ledger-side.js';
import type { Step } from './verification.js';

/** A picture to look at opens no door. */
const withoutRights: ReadonlySet<string> = new Set(['userpic']);
/** What may open a door for everybody, or with less than before. */
const switches = [optionTableName, 'devparameters', 'doorparameters'];

/**
 * After a restore a device is the witness of what was taken away since the backup. One that lacks nothing of what the
 * backup says of rights, and one that holds nobody and so knows nothing, need not wait until somebody has looked. What
 * a device does not tell may have been taken away: a smaller time zone, a finger, a door that stood open.
 */
export async function lacksNoRight(
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
  steps: readonly Step[],
): Promise<boolean> {
  const users = steps.find(({ table }) => table === 'user');
  if (!users?.totals) return false;
  // It also counts nobody: rows that cannot be read, or did not come, are no sign of that.
  if (users.device === 0 && !users.counted && !users.unreadable) return true;
  const tellsAll = steps.filter(({ table }) => rightsOfPersons.has(table) && !withoutRights.has(table)).every(isAlike);
  if (!tellsAll || !(await knowsOfBackup(tx, sn))) return false;
  for (const table of switches) if (await switchesOn(tx, seal, { sn, table, steps })) return false;
  return true;
}

const isAlike = ({ totals, underWay = 0 }: Step) => totals?.missing === 0 && totals.different === 0 && underWay === 0;

/** Whether the backup would switch on something of which the device does not say that it is on. */
async function switchesOn(
  tx: EntityManager,
  seal: SealedBox,
  { sn, table, steps }: { readonly sn: string; readonly table: string; readonly steps: readonly Step[] },
): Promise<boolean> {
  const sides = await ledgerSides(tx, seal, sn, { table, type: null });
  const on = sides.filter(({ row, settled }) => settled && row && isSwitched(table, row));
  if (on.length === 0) return false;
  const step = steps.find((one) => one.table === table);
  if (!step?.totals) return true;
  if (isAlike(step)) return false;
  const wrong = new Set([...step.missing, ...step.different.map(({ key }) => key)]);
  return step.totals.missing + step.totals.different > wrong.size || on.some(({ key }) => wrong.has(key));
}
