import { invalidField, type ItemFault } from '../common/invalid.js';
import { columnFor, personIn, type ImportedPerson } from './columns.js';
import { csvLines } from './csv-body.js';

/** A line that was refused. */
export type ImportFault = ItemFault & { readonly line: number; readonly pin: string };

export interface PersonLine {
  readonly line: number;
  readonly person: ImportedPerson;
}

export interface PersonTable {
  /** Lines with content, without the headings. */
  readonly rows: number;
  readonly lines: readonly PersonLine[];
  readonly faults: readonly ImportFault[];
  readonly ignoredColumns: readonly string[];
}

const mostRows = 10_000;

/**
 * Reads persons from a table. Only the person of each line is kept, because millions of cells would need more memory
 * than the file.
 */
export async function readPersons(csv: string): Promise<PersonTable> {
  const rows = csvLines(csv);
  const head = await rows.next();
  if (head.done) throw invalidField('file', 'is empty', 'missing');
  const headings = head.value.cells;
  const heads = headings.map(columnFor);
  if (!heads.some((column) => column?.name === 'pin')) throw invalidField('pin', 'has no column in the first line');
  const lines: PersonLine[] = [];
  const faults: ImportFault[] = [];
  const seen = new Map<string, number>();
  for await (const { line, cells } of rows) {
    if (lines.length + faults.length === mostRows) throw invalidField('file', `has more than ${mostRows} lines`);
    const read = personIn(heads, cells);
    if ('fault' in read) {
      faults.push({ line, pin: read.pin, ...read.fault });
      continue;
    }
    const before = placeOf(seen, read.person, line);
    if (before) faults.push({ line, pin: read.person.pin, ...before });
    else lines.push({ line, person: read.person });
  }
  return {
    rows: lines.length + faults.length,
    lines,
    faults,
    ignoredColumns: headings.filter((heading, place) => heading !== '' && !heads[place]),
  };
}

/** The pin or card is also in an earlier line: nothing says which of the two is right, so it is refused. */
function placeOf(
  seen: Map<string, number>,
  { pin, cardNo, supplyCards = [] }: ImportedPerson,
  line: number,
): ItemFault | null {
  const marks: (readonly [field: string, value: string])[] = [
    ['pin', pin],
    ...[cardNo ?? '', ...supplyCards].map((card) => ['cardNo', card.replace(/^0+/, '')] as const),
  ];
  for (const [field, value] of marks.filter(([, value]) => value !== '')) {
    const before = seen.get(`${field} ${value}`);
    if (before !== undefined && before !== line)
      return {
        field,
        code: 'twice',
        params: { line: before },
        message: `${field} ${value} stands in line ${before} already`,
      };
  }
  for (const [field, value] of marks) if (value !== '') seen.set(`${field} ${value}`, line);
  return null;
}
