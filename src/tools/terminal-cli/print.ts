import { createWriteStream } from 'node:fs';
import { BadFile, oneOf } from './arguments.js';

export type Row = Readonly<Record<string, unknown>>;

const formats = ['json', 'csv'] as const;

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // A spreadsheet would run a cell that begins like a formula.
  const safe = /^[=+@\t\r]/.test(text) || /^-\D/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Prints rows as they come: a JSON array, or CSV with a head. */
export class Rows {
  private count = 0;
  private columns: string[] = [];

  constructor(
    private readonly write: (text: string) => unknown,
    private readonly format: 'json' | 'csv',
  ) {}

  add(row: Row): void {
    if (this.format === 'json') this.write(`${this.count === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`);
    else this.addCsv(row);
    this.count++;
  }

  end(): number {
    if (this.format === 'json') this.write(this.count === 0 ? '[]\n' : '\n]\n');
    return this.count;
  }

  private addCsv(row: Row): void {
    if (this.count === 0) {
      this.columns = Object.keys(row);
      this.write(`${this.columns.join(',')}\n`);
    }
    this.write(`${this.columns.map((name) => cell(row[name])).join(',')}\n`);
  }
}

export interface Output {
  readonly rows: Rows;
  /** All output has been handed to its destination. */
  done(): Promise<number>;
}

/** The reason why a file cannot be written, as the end of the sentence "FILE: ...". */
const unwritable: Readonly<Record<string, string>> = {
  EEXIST: 'is there already, and may be the only copy of what an earlier run has cleared; name another file',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EISDIR: 'is a folder; name a file',
  EACCES: 'may not be written by this user',
  EPERM: 'may not be written by this user',
  EROFS: 'is on a disk that is read only',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return unwritable[code] ?? message;
}

/**
 * Prints to a file, or to the screen. @param isNew the file must not exist: an existing one may be the only copy of
 * what was cleared
 */
export function outputOf(
  { format = 'json', out }: { format?: string | undefined; out?: string | undefined },
  print: (text: string) => unknown,
  isNew = false,
): Output {
  const form = oneOf('format', format, formats);
  if (out === undefined) {
    const rows = new Rows(print, form);
    return { rows, done: () => Promise.resolve(rows.end()) };
  }
  const file = createWriteStream(out, { mode: 0o600, flags: isNew ? 'wx' : 'w' });
  const written = new Promise<void>((resolve, reject) => {
    file.once('finish', resolve);
    file.once('error', (error) => reject(new BadFile(`--out ${out}: ${reasonOf(error)}`)));
  });
  written.catch(() => undefined);
  const rows = new Rows((text) => file.write(text), form);
  const finish = async () => {
    const count = rows.end();
    file.end();
    await written;
    return count;
  };
  return { rows, done: finish };
}

const barWidth = 30;

/** A progress bar on a screen; nothing if the output is no screen. */
export function progressBar(
  write: (text: string) => unknown,
  isScreen: boolean,
): { show: (done: number, total: number) => void; clear: () => void } {
  let shown = -1;
  return {
    show: (done, total) => {
      const percent = total > 0 ? Math.floor((done * 100) / total) : 100;
      if (!isScreen || percent === shown) return;
      shown = percent;
      const full = Math.round((percent * barWidth) / 100);
      write(`\r[${'#'.repeat(full)}${' '.repeat(barWidth - full)}] ${percent} % of ${Math.ceil(total / 1024)} KiB`);
    },
    clear: () => {
      if (isScreen && shown >= 0) write('\r\u001b[K');
    },
  };
}
