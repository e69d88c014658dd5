import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { columnFor } from '../../admin/import/columns.js';
import { csvRows, decodeText, type CsvRow } from '../../admin/import/csv.js';
import { readField, type OldPerson, type Fault } from './old-person.js';
import { listOf } from './old-values.js';
import { unpackedSize } from './unpacked-size.js';
import { UsageError } from '../usage-error.js';

/** A person of a list that the old server exported. */
interface Listed {
  readonly person: OldPerson;
  readonly deptName: string;
}

/** A line that names nobody. */
export interface Nameless {
  readonly file: string;
  readonly line: number;
  /** What stands there as first and last name. */
  readonly label: string;
}

/** What the reading of a folder finds beside people. */
interface Notes {
  readonly ignored: Set<string>;
  readonly nameless: Nameless[];
}

const mostBytes = 64 * 1024 * 1024;
/** Of a spreadsheet, which is packed: a list of 100,000 people has some 60 MB. */
const mostUnpacked = 256 * 1024 * 1024;
/** A title may stand above the headings. */
const mostTitles = 5;

/** The exports of the old server in one folder: lists of people, and photos by pin. */
export class ExportedFiles {
  private readonly departmentNames: ReadonlyMap<string, string>;

  private constructor(
    private readonly listed: ReadonlyMap<string, Listed>,
    /** Paths by pin. */
    private readonly photos: ReadonlyMap<string, string>,
    readonly ignored: readonly string[],
    readonly nameless: readonly Nameless[],
  ) {
    this.departmentNames = namesByCode(listed.values());
  }

  /** @throws UsageError of one line that names the file */
  static async read(folder: string): Promise<ExportedFiles> {
    const names = namesIn(folder);
    const listed = new Map<string, Listed>();
    const notes: Notes = { ignored: new Set(), nameless: [] };
    for (const name of names.filter((one) => /\.(csv|xlsx)$/i.test(one)).sort()) {
      const rows = await rowsOf(join(folder, name));
      for (const one of peopleIn(name, rows, notes)) listed.set(one.person.pin, one);
    }
    const photos = names.flatMap((name): [string, string][] => {
      const pin = /^(.+)\.(?:jpe?g|png)$/i.exec(name)?.[1];
      return pin === undefined ? [] : [[pin, join(folder, name)]];
    });
    return new ExportedFiles(listed, new Map(photos), [...notes.ignored], notes.nameless);
  }

  get pins(): string[] {
    return [...this.listed.keys()];
  }

  /** With the photo, which is read now. Null if no file has the person. */
  personOf(pin: string): OldPerson | null {
    const path = this.photos.get(pin);
    const person = this.listed.get(pin)?.person;
    if (path === undefined) return person ?? null;
    const photo = statSync(path).size > mostBytes ? '' : readFileSync(path).toString('base64');
    return { ...(person ?? { pin, fields: {}, faults: [] }), photo };
  }

  /** In the form of a row of the API. */
  departmentOf(pin: string): { readonly deptCode: string; readonly deptName: string } {
    const deptCode = this.listed.get(pin)?.person.fields.deptCode ?? '';
    return { deptCode, deptName: this.departmentNames.get(deptCode) ?? '' };
  }
}

/** The last name that any row tells; an empty cell says nothing. */
function namesByCode(listed: Iterable<Listed>): Map<string, string> {
  const names = new Map<string, string>();
  for (const { person, deptName } of listed) {
    if (deptName !== '') names.set(person.fields.deptCode ?? '', deptName);
  }
  return names;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--files ${folder} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

const isFilled = ({ cells }: CsvRow) => cells.some((cell) => cell !== '');

/** Rows that say something. */
async function rowsOf(path: string): Promise<readonly CsvRow[]> {
  if (statSync(path).size > mostBytes) throw new UsageError(`--files: ${path} has more than ${mostBytes} bytes`);
  try {
    if (/\.csv$/i.test(path))
      return [...csvRows(decodeText(readFileSync(path)).replace(/^\ufeff/, ''))].filter(isFilled);
    const size = unpackedSize(readFileSync(path));
    if (size === null) throw new Error('it is no spreadsheet');
    if (size > mostUnpacked) throw new Error(`it has ${size} bytes unpacked, more than ${mostUnpacked}`);
    const rows = await readSheet(path);
    return rows.map((row, place) => ({ line: place + 1, cells: row.map(cellOf) })).filter(isFilled);
  } catch (error) {
    throw new UsageError(`--files: ${path} cannot be read: ${(error as Error).message.split('\n')[0] ?? ''}`);
  }
}

/** A spreadsheet has numbers and dates of its own. */
function cellOf(value: unknown): string {
  if (value instanceof Date)
    return value
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
      .replace(/ 00:00:00$/, '');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';
}

const plainOf = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function* peopleIn(file: string, rows: Iterable<CsvRow>, { ignored, nameless }: Notes): Generator<Listed> {
  let heads: readonly string[] | null = null;
  let titles = 0;
  for (const { line, cells } of rows) {
    if (heads) {
      const listed = listedOf(heads, cells);
      if (listed.person.pin === '') nameless.push({ file, line, label: labelOf(listed) });
      else yield listed;
      continue;
    }
    const names = cells.map((cell) => columnFor(cell)?.name ?? (plainOf(cell) === 'departmentname' ? 'deptName' : ''));
    if (names.includes('pin')) {
      heads = names;
      for (const [place, cell] of cells.entries()) if (names[place] === '' && cell !== '') ignored.add(cell);
    } else if (++titles > mostTitles) break;
  }
  if (!heads) throw new UsageError(`--files: ${file} has no heading Personnel ID in its first lines`);
}

const labelOf = ({ person: { fields } }: Listed) => `${fields.name ?? ''} ${fields.lastName ?? ''}`.trim();

/** An empty cell says nothing. */
function listedOf(heads: readonly string[], cells: readonly string[]): Listed {
  const faults: Fault[] = [];
  const fields: Record<string, string> = {};
  const texts = new Map(heads.map((head, place) => [head, cells[place] ?? '']));
  for (const [head, text] of texts) {
    if (text === '' || ['', 'pin', 'deptName', 'accLevelIds'].includes(head)) continue;
    Object.assign(fields, readField(head, text, faults));
  }
  const levels = texts.get('accLevelIds') ?? '';
  const person = {
    pin: texts.get('pin') ?? '',
    ...{ fields, faults },
    ...(levels === '' ? {} : { levelIds: listOf(levels) }),
  };
  return { person, deptName: texts.get('deptName') ?? '' };
}
