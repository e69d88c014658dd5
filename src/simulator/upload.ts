import { encodeSeconds } from '../wire/push/time.js';
import type { StoredEvent } from './journal.js';
import type { PanelRow } from './memory.js';

/** One POST that a command makes the panel send before it reports the command's result. */
export interface Upload {
  /** Behind `?SN=...&`. */
  readonly query: string;
  readonly body: string;
}

/** COUNT's answer: one package with the figure (Access PUSH 9.1.3). */
export function countUpload(id: string, table: string, count: number): Upload {
  return {
    query: `type=count&cmdid=${id}&tablename=${table}&count=1&packcnt=1&packidx=1`,
    body: `${table}=${count}`,
  };
}

/** The parameters asked for (Access PUSH 9.5.2). */
export function optionsUpload(id: string, values: readonly string[]): Upload {
  return { query: `type=options&cmdid=${id}&tablename=options&count=1&packcnt=1&packidx=1`, body: values.join(',') };
}

/** QUERY's rows in packages; an empty table is one upload without a package (Access PUSH 9.1.4). */
export function queryUploads(id: string, table: string, rows: readonly string[], perPackage: number): Upload[] {
  const packages = Array.from({ length: Math.ceil(rows.length / perPackage) }, (_, index) =>
    rows.slice(index * perPackage, (index + 1) * perPackage),
  );
  const head = `type=tabledata&cmdid=${id}&tablename=${table}`;
  if (packages.length === 0) return [{ query: `${head}&count=0&packcnt=0&packidx=0`, body: '' }];
  return packages.map((lines, index) => ({
    query: `${head}&count=${lines.length}&packcnt=${packages.length}&packidx=${index + 1}`,
    body: lines.join('\n'),
  }));
}

const userFields = ['cardno', 'pin', 'password', 'group', 'starttime', 'endtime', 'name', 'privilege', 'disable'];
const userDefaults: Readonly<Record<string, string>> = {
  group: '1',
  starttime: '0',
  endtime: '0',
  privilege: '0',
  disable: '0',
};

/** A stored row as an upload writes it: lower-case names, a user with its running number (Access PUSH 7.5). */
export function rowValues(table: string, row: PanelRow, number: number): Map<string, string> {
  if (table !== 'user') return new Map(row);
  return new Map([
    ['uid', String(number)],
    ...userFields.map((name): [string, string] => [name, row.get(name) ?? userDefaults[name] ?? '']),
    ['verify', '0'],
  ]);
}

/** An event as a row of the table `transaction` (Access PUSH 9.1.4, Access Control Record). */
export function transactionValues(event: StoredEvent): Map<string, string> {
  return new Map([
    ['cardno', event.cardNo ?? '0'],
    ['pin', event.pin ?? '0'],
    ['verified', String(event.verifyType ?? 200)],
    ['doorid', String(event.door)],
    ['eventtype', String(event.event)],
    ['inoutstate', String(event.inOut ?? 2)],
    ['time_second', String(encodeSeconds(event.time))],
    ['index', String(event.index)],
  ]);
}

/** `user uid=1<HT>cardno=...`, with all fields or those asked for. */
export function rowLine(table: string, values: ReadonlyMap<string, string>, fields: '*' | readonly string[]): string {
  const wanted = fields === '*' ? [...values.keys()] : fields.map((name) => name.toLowerCase());
  return `${table} ${wanted.map((name) => `${name}=${values.get(name) ?? ''}`).join('\t')}`;
}
