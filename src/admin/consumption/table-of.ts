import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { complaints } from '../common/complaints.js';
import { invalidField, type ItemFault } from '../common/invalid.js';
import { isStorable, storableText } from '../common/storable.pipe.js';
import { csvLines } from '../import/csv-body.js';

export interface TableItem<B> {
  /** The line of the file, from 1. */
  readonly at: number;
  readonly body: B;
}

type RefusedLine = ItemFault & { readonly at: number; readonly key: string };

export interface TableOf<B> {
  readonly items: readonly TableItem<B>[];
  readonly refused: readonly RefusedLine[];
  readonly ignoredColumns: readonly string[];
}

const mostLines = 10_000;
const plainOf = (heading: string) => heading.toLowerCase().replace(/[^a-z0-9]/g, '');
const words: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/** The names of the fields of a body, by their plain form, and which of them are flags. */
function fieldsOf(of: Type<object>): {
  readonly names: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
} {
  const rules = getMetadataStorage().getTargetValidationMetadatas(of, '', false, false);
  const names = new Map(rules.map(({ propertyName }) => [plainOf(propertyName), propertyName]));
  const flags = new Set(rules.flatMap(({ name, propertyName }) => (name === 'isBoolean' ? [propertyName] : [])));
  return { names, flags };
}

/**
 * Reads a table whose headings are the names of the fields of a body, which checks each line as it checks a call. An empty
 * cell says nothing.
 * @param key the field that each line needs
 */
export async function readTable<B extends object>(
  csv: string,
  of: Type<B>,
  key: keyof B & string,
): Promise<TableOf<B>> {
  const rows = csvLines(csv);
  const head = await rows.next();
  if (head.done) throw invalidField('file', 'is empty', 'missing');
  const { names, flags } = fieldsOf(of);
  const heads = head.value.cells.map((heading) => names.get(plainOf(heading)));
  if (!heads.includes(key)) throw invalidField(key, 'has no column in the first line');
  const items: TableItem<B>[] = [];
  const refused: RefusedLine[] = [];
  for await (const { line, cells } of rows) {
    if (items.length + refused.length === mostLines) throw invalidField('file', `has more than ${mostLines} lines`);
    const said = Object.fromEntries(
      heads.flatMap((name, place) => {
        const cell = cells[place] ?? '';
        if (name === undefined || cell === '') return [];
        return [[name, flags.has(name) ? (words[cell.toLowerCase()] ?? cell) : cell]];
      }),
    );
    const fault = faultIn(of, said);
    if (fault) refused.push({ at: line, key: String(said[key] ?? ''), ...fault });
    else items.push({ at: line, body: plainToInstance(of, said) });
  }
  const ignoredColumns = head.value.cells.filter((heading, place) => heading !== '' && heads[place] === undefined);
  return { items, refused, ignoredColumns };
}

function faultIn(of: Type<object>, said: Readonly<Record<string, unknown>>): ItemFault | undefined {
  const wrong = Object.entries(said).find(([, cell]) => typeof cell === 'string' && !isStorable(cell));
  if (wrong) return { field: wrong[0], code: 'characters', message: `${wrong[0]} ${storableText}` };
  const [fault] = complaints('field', validateSync(plainToInstance(of, said)));
  return fault;
}
