import type { RowToWrite } from '../../core/command/order.js';
import {
  legacyDeleteFinger,
  legacyDeleteUser,
  legacyFinger,
  legacyUser,
  type LegacyFinger,
  type LegacyUser,
} from '../../protocol/attendance-push/legacy.js';
import * as att from '../../protocol/attendance-push/commands.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import { attRemovalOf, attRowOf, type Writing } from '../../protocol/attendance-push/ledger.js';
import type { CommandText } from '../../protocol/access-push/command.js';
import type { AnyRow } from '../../protocol/access-push/table.js';
import { optionTableName } from '../../protocol/access-push/tables/writable.js';
import { parseRecord } from '../../protocol/access-push/records.js';
import { hidden, type Circumstances } from '../push/command-encoder.js';
import type { AttWriters } from './control-writers.js';

const writing = ({ dialect, pushVersion = null }: Circumstances): Writing => ({
  dialect,
  classic: isAntique(pushVersion),
});

/** @throws RangeError: one command has one row here */
function only<T>(parts: readonly T[]): T {
  const [first, ...more] = parts;
  if (first === undefined || more.length > 0) throw new RangeError('this protocol writes one row a command');
  return first;
}

function update(table: string, { row, content }: RowToWrite, at: Circumstances) {
  // The text that is stored in place of the content is shorter than the content.
  const size = content && row[content.field] === hidden ? content.size : undefined;
  const written = attRowOf(table, row, writing(at), size);
  if (at.antiqueWords === true && antique[table]) return antique[table].update(written.row);
  return att.updateRow(written.table, written.row, at.dialect);
}

interface Antique {
  readonly update: (row: AnyRow) => CommandText;
  readonly remove: (where: att.AttConditions) => CommandText;
}

/** Commands that firmware of 1.x writes differently (12.9). */
const antique: Readonly<Record<string, Antique>> = {
  user: {
    update: (row) => legacyUser(row as unknown as LegacyUser),
    remove: ({ PIN = '' }) => legacyDeleteUser(String(PIN)),
  },
  templatev10: {
    update: (row) => legacyFinger(row as unknown as LegacyFinger),
    remove: ({ PIN = '', FID = 0 }) => legacyDeleteFinger(String(PIN), Number(FID)),
  },
};

/** Tables that are queried whole, or for one type, by their names in the ledger. */
const asked: Readonly<Record<string, string>> = {
  user: 'USERINFO',
  templatev10: 'FINGERTMP',
  biodata: 'BIODATA',
};

/** Conditions of a QUERY: `Type=9`, `Pin=5`; `*` means none. */
function conditions(filter = '*'): att.AttConditions {
  const { fields } = parseRecord(filter);
  const names: Readonly<Record<string, string>> = { pin: 'PIN', type: 'Type', no: 'No', fingerid: 'FID' };
  return Object.fromEntries([...fields].flatMap(([name, value]) => (names[name] ? [[names[name], value]] : [])));
}

function queried(table: string, filter?: string) {
  const name = asked[table.toLowerCase()];
  if (name === undefined) throw new RangeError(`an attendance terminal is not asked for ${table}`);
  return att.queryWhere(name, conditions(filter));
}

/** Orders about rows of tables, in Attendance PUSH (12.1 to 12.3). */
export const rowWriters: AttWriters = {
  updateRows: ({ table, rows }, at) => {
    if (table === optionTableName) throw new RangeError('options of a terminal are not kept in its ledger');
    return update(table, only(rows), at);
  },
  deleteUnits: ({ table, units }, at) => {
    const { table: named, where } = attRemovalOf(table, parseRecord(only(units).unit).fields, writing(at));
    if (at.antiqueWords === true && antique[table]) return antique[table].remove(where);
    return att.deleteWhere(named.name, where);
  },
  clearTable: ({ table }) => {
    if (table !== 'user') throw new RangeError(`an attendance terminal has no ${table} to clear`);
    return att.deleteWhere('USERINFO', {});
  },
  // There is no COUNT in this protocol; the number of users is among the options (11.2).
  count: ({ table }) => {
    if (table !== 'user') throw new RangeError(`an attendance terminal does not count ${table}`);
    return att.info();
  },
  query: ({ table, filter }) => queried(table, filter),
};
