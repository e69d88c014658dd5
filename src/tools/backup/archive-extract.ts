import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdsPictures, readArchive } from '../../operations/backup/archive-file.js';
import { CopyRows, type CopyRow } from '../../operations/backup/copy-text.js';
import type { ErasedPersons } from '../../operations/backup/erased-persons.js';
import { BackupFault, type BackupTable } from '../../operations/backup/format.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { loadConfig } from '../../platform/config.js';
import { readKeys, readKeyState } from '../../platform/auth/encryption-key.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { csvLine } from '../csv-line.js';
import type { Screen } from '../postern/screen.js';
import { UsageError } from '../usage-error.js';
import { bytesOf, findFile, type CheckOptions } from './check.js';
import { onDatabaseIfAny } from './connection.js';
import { erasedHere, erasedText } from './erased-here.js';
import { openerOf } from './options.js';

export interface ExtractOptions extends CheckOptions {
  readonly format: string;
  readonly to?: string;
  readonly pictures?: string;
}

const numbers = new Set(['log_id', 'event_no', 'event_level', 'point_no', 'in_out', 'passage']);
const booleans = new Set(['doubtful']);

/** A value of a column for JSON; a column of a later version is a text. */
function valueOf(column: string, text: string | null): unknown {
  if (text === null) return null;
  if (numbers.has(column)) return Number(text);
  return booleans.has(column) ? text === 't' : text;
}

interface Format {
  readonly head: (columns: readonly string[]) => string;
  readonly line: (columns: readonly string[], row: CopyRow) => string;
}

const formats: Readonly<Record<string, Format>> = {
  csv: { head: csvLine, line: (_, row) => csvLine(row.map((cell) => cell ?? '')) },
  ndjson: {
    head: () => '',
    line: (columns, row) =>
      `${JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, valueOf(column, row[at] ?? null)])))}\n`,
  },
};

/** Writes the events of an archive as a table, and its pictures as files. @returns the exit code */
export async function extractArchive(
  path: string,
  given: ExtractOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  await findFile(path);
  const format = Object.hasOwn(formats, given.format) ? formats[given.format] : undefined;
  if (!format) throw new UsageError(`--format must be one of ${Object.keys(formats).join(', ')}`);
  const opener = openerOf(given);
  const out = outputOf(given.to ?? '-', screen);
  const pictures = given.pictures === undefined ? null : await PictureFiles.into(given.pictures, env);
  const extract = new Extract(format, out.write, pictures, await erasedHere(loadConfig(env), path));
  try {
    const { month } = await readArchive(bytesOf(path, screen.progress.say), opener, {
      rows: (table, text) => extract.take(table, text),
    });
    await out.end();
    const { events, erased } = extract;
    tell({ file: path, month, events, pictures: pictures?.count ?? 0, erased: erased.count }, given, screen);
    return 0;
  } catch (error) {
    await out.drop();
    throw error;
  }
}

interface Told {
  readonly file: string;
  readonly month: string;
  readonly events: number;
  readonly pictures: number;
  /** Persons without their names and cards: they were erased since. */
  readonly erased: number;
}

/** Where the table itself goes to standard output, nothing else does. */
function tell(told: Told, { to = '-', json, pictures }: ExtractOptions, screen: Screen): void {
  if (to === '-') return;
  const withPictures = pictures === undefined ? '' : `, ${told.pictures} pictures`;
  if (json) screen.json(told);
  else screen.out(`${to}: ${told.events} events of ${told.month}${withPictures}${erasedText(told.erased)}`);
}

class Extract {
  events = 0;
  private table = '';
  private rows = new CopyRows();
  private hasHead = false;

  constructor(
    private readonly format: Format,
    private readonly write: (text: string) => Promise<void>,
    private readonly pictures: PictureFiles | null,
    readonly erased: ErasedPersons,
  ) {}

  async take(table: BackupTable, text: Buffer): Promise<void> {
    if (this.table !== table.name) {
      this.table = table.name;
      this.rows = new CopyRows();
    }
    if (holdsPictures(table)) {
      for (const row of this.pictures ? this.rows.take(text) : [])
        if (!this.erased.isTheirs(table, row)) await this.pictures?.write(table.columns, row);
      return;
    }
    const rows = this.rows.take(text).map((row) => this.erased.event(table, row));
    const lines = rows.map((row) => this.format.line(table.columns, row)).join('');
    await this.write(this.hasHead ? lines : this.format.head(table.columns) + lines);
    this.hasHead = true;
    this.events += rows.length;
  }
}

/** Pictures are sealed in the archive as they are in the database: the gateway's key opens them. */
class PictureFiles {
  count = 0;

  private constructor(
    private readonly folder: string,
    private readonly box: SealedBox,
  ) {}

  static async into(folder: string, env: NodeJS.ProcessEnv): Promise<PictureFiles> {
    const config = loadConfig(env);
    const [key, ...older] = readKeys(config) ?? [];
    if (!key)
      throw new UsageError('--pictures needs the key that sealed them: ENCRYPTION_KEY or DATA_DIR/encryption.key');
    const box = new SealedBox(key, older);
    // After a rotation the database knows which key was the first.
    await onDatabaseIfAny(config, async ({ client }) => void box.follow(await readKeyState(rowsOnly(client))));
    return new PictureFiles(folder, box);
  }

  async write(columns: readonly string[], row: CopyRow): Promise<void> {
    const of = (column: string) => row[columns.indexOf(column)] ?? '';
    const hex = of('content');
    if (hex === '') return;
    const content = this.opened(Buffer.from(hex.slice(2), 'hex'));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const time = of('event_time')
      .replace(/\D/g, '')
      .replace(/^(\d{8})(\d+)$/, '$1T$2');
    const name = [time, of('sn'), of('id')].map((part) => part.replace(/[^\w-]/g, '_')).filter((part) => part !== '');
    await writeFile(join(this.folder, `${name.join('-')}.${endingOf(content)}`), content, { mode: 0o600 });
    this.count++;
  }

  private opened(sealed: Buffer): Buffer {
    try {
      return this.box.open(sealed);
    } catch (error) {
      throw new BackupFault('the pictures were sealed by another key than the one of this gateway', { cause: error });
    }
  }
}

const endingOf = (content: Buffer) =>
  content.readUInt16BE(0) === 0xffd8 ? 'jpg' : content.toString('latin1', 1, 4) === 'PNG' ? 'png' : 'bin';

interface Output {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** A file gets its name when it is whole. */
function outputOf(path: string, screen: Screen): Output {
  if (path === '-') {
    const nothing = () => Promise.resolve();
    const write = (text: string) => {
      screen.write(text);
      return nothing();
    };
    return { write, end: nothing, drop: nothing };
  }
  const draft = `${path}.partial`;
  const stream = createWriteStream(draft, { mode: 0o600 });
  const failed = once(stream, 'error').then(([error]: unknown[]) => {
    throw new UsageError(`${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  });
  failed.catch(() => undefined);
  return {
    write: async (text) => {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed]);
    },
    end: async () => {
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
      await rename(draft, path);
    },
    drop: async () => {
      stream.destroy();
      await rm(draft, { force: true });
    },
  };
}
