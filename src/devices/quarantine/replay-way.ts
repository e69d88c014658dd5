import { unreadableRows } from '../access-push/acc-events.js';
import { unreadableOperations } from '../attendance-push/operations.js';
import { olderTemplates } from '../../protocol/attendance-push/older-templates.js';
import { nobody } from '../event-recovery/account-answers.js';

/** What is known of a body in quarantine beside its bytes. */
export interface Origin {
  /** The call of the request: cdata, querydata, file ...; '' for a table that is kept sealed. */
  readonly call: string;
  readonly query: ReadonlyMap<string, string>;
  /** The name of a table that is kept sealed. */
  readonly sealedTable?: string;
  readonly reason: string;
  readonly isAccessPush: boolean;
}

type Reader = 'events' | 'rtlog' | 'loose events' | 'punches' | 'operations' | 'table';

/** How a body is read again, or why it stays. */
export type Way = { readonly reader: Reader; readonly table: string } | { readonly stays: string };

const heldThen = 'tells what the device held when it came; have it send that anew (POST /devices/{sn}/fetch)';
const otherKind = 'of a kind that is not read as history';
export const stoodThen = 'tells how things stood when it came, which says nothing of now';

/** Tables that would have an effect now, and are therefore not read again. */
const stays: ReadonlyMap<string, string> = new Map([
  ...['rtstate', 'irstate', 'options', 'deviceauthorize'].map((table) => [table, stoodThen] as const),
  ...['user', 'userinfo', 'userpic', 'templatev10', 'biodata', 'biophoto', 'identitycard', 'idcard'].map(
    (table) => [table, heldThen] as const,
  ),
  ...['fingertmp', 'type:biodata', 'type:enrollinfodata'].map((table) => [table, heldThen] as const),
  ...olderTemplates.map(({ table }) => [table.name.toLowerCase(), heldThen] as const),
  ['testdata', 'a Wiegand test: what was read for it is of that test alone'],
]);

/** Tables of past events, and nothing else. */
const history: ReadonlyMap<string, Reader> = new Map([
  ['rtlog', 'rtlog'],
  ['transaction', 'events'],
  ['attlog', 'punches'],
  ['errorlog', 'table'],
]);

/** The same for tables that are kept sealed. Those of terminals lack the parameters that came with them. */
const sealedHistory: ReadonlyMap<string, Reader> = new Map([
  ['transaction', 'events'],
  ['attphoto', 'table'],
  ['linkphotoinfo', 'table'],
]);

const nothing: ReadonlyMap<string, Reader> = new Map();

/** The table that a request names, in lower case; with `type:` before it if it is the type of a remote enrolment. */
export function tableOf(query: ReadonlyMap<string, string>): string {
  const table = (query.get('table') ?? '').toLowerCase();
  const named = table === '' || table === 'tabledata' ? query.get('tablename')?.toLowerCase() : table;
  const type = query.get('type')?.toLowerCase();
  return named ?? (type === undefined || type === 'tabledata' ? table : `type:${type}`);
}

const wayOf = (readers: ReadonlyMap<string, Reader>, table: string): Way => {
  const reader = readers.get(table);
  return reader ? { reader, table } : { stays: stays.get(table) ?? otherKind };
};

/** A package with events, or rows of a package that could not be read. */
const packageWay = (reason: string): Way =>
  reason.startsWith(unreadableRows)
    ? { reader: 'loose events', table: 'transaction' }
    : { stays: 'a package that cannot be opened' };

function requestWay({ call, query, reason }: Origin): Way {
  if (call === 'file') return packageWay(reason);
  if (call !== 'cdata' && call !== 'querydata') return { stays: otherKind };
  const table = tableOf(query);
  return reason === unreadableOperations ? { reader: 'operations', table } : wayOf(history, table);
}

/** Only past events are read again. Reports about the present or about people, and requests for an answer, are not. */
export function replayWay(origin: Origin): Way {
  const { query, sealedTable, reason, isAccessPush } = origin;
  if (sealedTable !== undefined) return wayOf(isAccessPush ? sealedHistory : nothing, sealedTable);
  if (reason === nobody) return { stays: 'nobody asked for it' };
  if (query.has('authtype')) return { stays: 'a question who may pass: it was answered then' };
  return requestWay(origin);
}
