import type { Rec } from '../access-push/records.js';
import { bioData, templateV10 } from '../access-push/tables/bio.js';
import { user } from '../access-push/tables/person.js';
import { readCardText } from './card.js';
import { olderPlace, olderTemplates, type OlderTemplates } from './older-templates.js';
import { readLines, type AttRow } from './rows.js';
import { attBioData, fingerTmp, userInfo } from './tables.js';

/** Names of this many bytes may have been cut by the terminal: no conclusion is drawn from them. */
const cutName = 22;

type Columns = Readonly<Record<string, string | undefined>>;

const recordOf = (word: string, raw: string, columns: Columns): Rec => ({
  word,
  raw,
  fields: new Map(Object.entries(columns).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
});

const plainName = (name: string | undefined) =>
  name !== undefined && Buffer.byteLength(name) < cutName ? name : undefined;

function userColumns({ rec: { fields } }: AttRow): Columns {
  return {
    pin: fields.get('pin'),
    name: plainName(fields.get('name')),
    privilege: fields.get('pri'),
    password: fields.get('passwd'),
    cardno: readCardText(fields.get('card') ?? ''),
  };
}

/** A part of a template, from a table of its own type. */
const oldTemplate = (older: OlderTemplates, { rec: { fields } }: AttRow): Columns => ({
  type: String(older.type),
  pin: fields.get('pin'),
  valid: fields.get('valid'),
  tmp: fields.get('tmp'),
  no: '0',
  ...olderPlace(older, fields),
});

const readers: ReadonlyMap<string, (row: AttRow) => readonly [table: string, columns: Columns]> = new Map([
  [userInfo.name, (row: AttRow) => [user.name, userColumns(row)] as const],
  [
    fingerTmp.name,
    ({ rec: { fields } }: AttRow) =>
      [
        templateV10.name,
        {
          pin: fields.get('pin'),
          fingerid: fields.get('fid'),
          valid: fields.get('valid'),
          template: fields.get('tmp'),
        },
      ] as const,
  ],
  [attBioData.name, ({ rec: { fields } }: AttRow) => [bioData.name, Object.fromEntries(fields)] as const],
  ...olderTemplates.map(
    (older) => [older.table.name, (row: AttRow) => [bioData.name, oldTemplate(older, row)] as const] as const,
  ),
]);

/**
 * Rows about people that a terminal sent, with the columns of the ledger; empty for other tables.
 * @param table its name in the ledger
 */
export const ledgerRecords = (body: string, table: string): Rec[] =>
  readLines(body, table).flatMap((line) => {
    if (line.kind !== 'row') return [];
    const [name, columns] = readers.get(line.table.name)?.(line) ?? ['', {}];
    return name === table ? [recordOf(name, line.rec.raw, columns)] : [];
  });
