import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { readBackup } from '../../operations/backup/read-backup.js';
import { BackupFault, type Manifest } from '../../operations/backup/format.js';
import type { Screen } from '../postern/screen.js';
import { UsageError } from '../usage-error.js';
import { bytesText, openerOf, type OpenerOptions } from './options.js';

export interface CheckOptions extends OpenerOptions {
  readonly json?: boolean;
}

/** @throws UsageError if the file is not there, before anything else is complained of */
export async function findFile(path: string): Promise<void> {
  if (path === '-') return;
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  });
}

/** The file from its beginning. @throws UsageError if it cannot be read */
export async function* bytesOf(path: string, say?: (text: string) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let told = 0;
  try {
    for await (const part of path === '-' ? process.stdin : createReadStream(path)) {
      const piece = part as Buffer;
      bytes += piece.length;
      if (say && bytes - told > 4_000_000) say(`reading: ${bytesText((told = bytes))}`);
      yield piece;
    }
  } catch (error) {
    const { syscall, code = 'unknown' } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : new UsageError(`${path} cannot be read: ${code}`);
  }
}

export const linesOf = ({ kind, month, at, postern, tables, events, photos, hasKey }: Manifest): string[] => [
  `${kind === 'archive' ? `archive of ${month ?? ''}` : 'backup'} of ${at}, made by Postern ${postern}`,
  `${tables.length} tables, ${tables.reduce((sum, { rows }) => sum + rows, 0)} rows; events: ${
    typeof events === 'string' ? events : `since ${events.since}`
  }; photos: ${photos ? 'yes' : 'no'}; sealing key: ${hasKey ? 'yes' : 'no'}`,
];

/** Reads a file to its end. @returns the exit code: 0 whole, 1 not */
export async function verifyBackup(path: string, given: CheckOptions, screen: Screen): Promise<number> {
  await findFile(path);
  const opener = openerOf(given);
  try {
    const { manifest } = await readBackup(bytesOf(path, screen.progress.say), opener);
    if (given.json) screen.json({ ok: true, file: path, ...manifest });
    else for (const line of [`${path} is whole`, ...linesOf(manifest)]) screen.out(line);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    if (given.json) screen.json({ ok: false, file: path, reason: error.message });
    else screen.err(`${path}: ${error.message}`);
    return 1;
  }
}
