import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One name of the protocol manual: where it stands, and what our lists say of it besides. */
export interface PushName {
  readonly name: string;
  readonly section: string;
  readonly rest: readonly string[];
}

const folder = join(import.meta.dirname, 'push-names');

/** What has a list of names, by file. */
export const listNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && file !== 'hardware.txt')
    .map((file) => file.replace('.txt', ''))
    .sort();

const linesOf = (file: string) =>
  readFileSync(join(folder, `${file}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The names of one list, in the manual's order. A test that goes through them covers all of them. */
export const pushNames = (list: string): PushName[] =>
  linesOf(list).map((line) => {
    const [name = '', section = '', ...rest] = line.split('\t');
    return { name, section, rest };
  });

/** A table with its columns in the order of the wire, the columns that only devices send, and what is done with it. */
export interface PrintedTable {
  readonly name: string;
  readonly section: string;
  readonly columns: readonly string[];
  readonly reported: readonly string[];
  readonly operations: readonly string[];
}

const words = (text = '') => text.split(' ').filter((word) => word !== '');

export const printedTables = (): PrintedTable[] =>
  pushNames('tables').map(({ name, section, rest: [columns, reported, operations] }) => ({
    name,
    section,
    columns: words(columns),
    reported: words(reported),
    operations: words(operations),
  }));

/** What only real hardware can show: names of a list, and the reason. */
export const hardwareOnly = (): { readonly list: string; readonly pattern: string; readonly why: string }[] =>
  linesOf('hardware').map((line) => {
    const [list = '', pattern = '', why = ''] = line.split('\t');
    return { list, pattern, why };
  });
