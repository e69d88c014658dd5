import { readFileSync } from 'node:fs';
import { identitiesIn, isRecipient, type Opener } from '../../operations/backup/age.js';
import type { EventsKept } from '../../operations/backup/format.js';
import type { Progress } from '../../operations/backup/write-backup.js';
import { UsageError } from '../usage-error.js';

/** What opens a file. */
export interface OpenerOptions {
  readonly identity?: string;
  readonly passphraseFile?: string;
}

/** `-` is standard input: whoever runs the command need not be able to read the file. */
const textOf = (path: string, option: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`${option} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
};

/** @throws UsageError */
export function openerOf({ identity, passphraseFile }: OpenerOptions): Opener {
  if ((identity === undefined) === (passphraseFile === undefined)) {
    throw new UsageError(
      '--identity is needed, the file of the private key; or --passphrase-file, for a downloaded backup',
    );
  }
  if (passphraseFile !== undefined) {
    return { passphrase: textOf(passphraseFile, '--passphrase-file').replace(/\r?\n$/, '') };
  }
  const identities = identitiesIn(textOf(identity ?? '', '--identity'));
  if (identities.length === 0) throw new UsageError(`--identity ${identity ?? ''} has no private key of age`);
  return { identities };
}

/** @throws UsageError */
export function eventsOf(text = 'all'): EventsKept {
  if (text === 'all' || text === 'none') return text;
  const [, day = ''] = /^since=(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (day === '' || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) {
    throw new UsageError('--events must be all, none, or since= and a day such as since=2026-01-01');
  }
  return { since: day };
}

/** @throws UsageError */
export function recipientsOf(given: readonly string[], stored: string | null): string[] {
  const wrong = given.find((recipient) => !isRecipient(recipient));
  if (wrong !== undefined) throw new UsageError(`--recipient must be a public key of age, such as age1...: ${wrong}`);
  const all = given.length > 0 ? [...given] : stored === null ? [] : [stored];
  if (all.length > 0) return all;
  throw new UsageError(
    'there is no public key: `postern backup new-key` makes a pair, --recipient takes its public half',
  );
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes for a person. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}

export const progressText = ({ table, tables, ofTables, rows, ofRows }: Progress): string =>
  ofRows === 0
    ? `counting: ${table} (${tables + 1} of ${ofTables} tables)`
    : `copying: ${table} (${tables + 1} of ${ofTables} tables, ${rows} of ${ofRows} rows)`;
