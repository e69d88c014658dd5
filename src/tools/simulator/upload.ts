import { encodeSeconds } from '../../protocol/access-push/time.js';
import { bracketed } from './holders.js';
import type { StoredEvent } from './journal.js';
import type { PanelRow } from './memory.js';
import type { Body } from './transport.js';

/** One POST of the panel: an answer to a command, or its own news. */
export interface Upload {
  readonly call: 'querydata' | 'cdata' | 'file';
  /** The query after `?SN=...&`. */
  readonly query: string;
  readonly body: Body;
}

/** The answer to COUNT: one package with the number (Access PUSH 9.1.3). */
export function countUpload(id: string, table: string, count: number): Upload {
  return {
    call: 'querydata',
    query: `type=count&cmdid=${id}&tablename=${table}&count=1&packcnt=1&packidx=1`,
    body: `${table}=${count}`,
  };
}

/** The requested parameters (Access PUSH 9.5.2). */
export function optionsUpload(id: string, values: readonly string[]): Upload {
  return {
    call: 'querydata',
    query: `type=options&cmdid=${id}&tablename=options&count=1&packcnt=1&packidx=1`,
    body: values.join(','),
  };
}

/** How rows are packed. */
export interface Packing {
  readonly rowsPerPackage: number;
  /** Between rows. */
  readonly rowEnd: string;
  /** `vmtable` for a virtual table of the device. */
  readonly type?: 'tabledata' | 'vmtable';
}

/** QUERY's rows in packages; an empty table is one upload without a package (Access PUSH 9.1.4). */
export function queryUploads(id: string, table: string, rows: readonly string[], packing: Packing): Upload[] {
  const { rowsPerPackage: size, rowEnd, type = 'tabledata' } = packing;
  const packages = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
  const head = `type=${type}&cmdid=${id}&tablename=${table}`;
  if (packages.length === 0) return [{ call: 'querydata', query: `${head}&count=0&packcnt=0&packidx=0`, body: '' }];
  return packages.map((lines, index) => ({
    call: 'querydata',
    query: `${head}&count=${lines.length}&packcnt=${packages.length}&packidx=${index + 1}`,
    body: lines.join(rowEnd),
  }));
}

/** Rows that the panel sends unasked (7.5-7.12). */
export function tableUpload(table: string, lines: readonly string[], rowEnd = '\n'): Upload {
  return {
    call: 'cdata',
    query: `table=tabledata&tablename=${table}&count=${lines.length}`,
    body: lines.join(rowEnd),
  };
}

type Values = Map<string, string>;

const userFields = ['cardno', 'pin', 'password', 'group', 'starttime', 'endtime', 'name', 'privilege', 'disable'];
const userDefaults: Readonly<Record<string, string>> = {
  group: '1',
  starttime: '0',
  endtime: '0',
  privilege: '0',
  disable: '0',
};

const valueOf = (row: PanelRow, name: string, otherwise = '') => row.get(name) ?? otherwise;

/** Tables whose uploads differ from what was sent down (7.5, 7.7, 7.8, 7.10); fingers of duress count from 16. */
const uploads: Readonly<Record<string, (row: PanelRow, number: number) => Values>> = {
  user: (row, number) =>
    new Map([
      ['uid', String(number)],
      ...userFields.map((name): [string, string] => [name, valueOf(row, name, userDefaults[name])]),
      ['verify', '0'],
    ]),
  templatev10: (row, number) => {
    const duress = row.get('valid') === '3';
    return new Map([
      ['size', String(valueOf(row, 'template').length)],
      ['uid', String(number)],
      ['pin', valueOf(row, 'pin')],
      ['fingerid', String(Number(valueOf(row, 'fingerid', '0')) + (duress ? 16 : 0))],
      ['valid', duress ? '1' : valueOf(row, 'valid', '1')],
      ['template', valueOf(row, 'template')],
      ['resverd', ''],
      ['endtag', ''],
    ]);
  },
  biophoto: (row) => pictureValues(row, [['type', valueOf(row, 'type', '9')]]),
  userpic: (row) => pictureValues(row, []),
};

function pictureValues(row: PanelRow, more: readonly (readonly [string, string])[]): Values {
  return new Map([
    ['pin', valueOf(row, 'pin')],
    ['filename', `${valueOf(row, 'pin')}.jpg`],
    ...more,
    ['size', String(valueOf(row, 'content').length)],
    ['content', valueOf(row, 'content')],
  ]);
}

/** A stored row as an upload writes it: lower-case names, a user with its running number (Access PUSH 7.5). */
export function rowValues(table: string, row: PanelRow, number: number, bracketCards = false): Values {
  const values = uploads[table]?.(row, number) ?? new Map(row);
  const card = values.get('cardno');
  if (bracketCards && table === 'user' && card !== undefined) values.set('cardno', bracketed(card));
  return values;
}

/** Fields of an event that are the same in its table row and in its live upload. */
const shared = ['sitecode', 'devid', 'maskflag', 'temperature', 'convtemperature', 'sn'];

/** An event as a row of the table `transaction` (Access PUSH 9.1.4, Access Control Record). */
export function transactionValues(event: StoredEvent): Values {
  const more = Object.entries(event.more ?? {}).filter(([name]) => shared.includes(name));
  return new Map([
    ['cardno', event.cardNo ?? '0'],
    ['pin', event.pin ?? '0'],
    ['verified', String(event.verifyType ?? 200)],
    ['doorid', String(event.door)],
    ['eventtype', String(event.event)],
    ['inoutstate', String(event.inOut ?? 2)],
    ['time_second', String(encodeSeconds(event.time))],
    ['index', String(event.index)],
    ...more,
  ]);
}

/** `user uid=1<HT>cardno=...`, with all fields or those asked for. */
export function rowLine(table: string, values: ReadonlyMap<string, string>, fields: '*' | readonly string[]): string {
  return `${table} ${fieldsLine(values, fields)}`;
}

/** `uid=1<HT>cardno=...` */
export function fieldsLine(values: ReadonlyMap<string, string>, fields: '*' | readonly string[] = '*'): string {
  const wanted = fields === '*' ? [...values.keys()] : fields.map((name) => name.toLowerCase());
  return wanted.map((name) => `${name}=${values.get(name) ?? ''}`).join('\t');
}
