import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Opener } from '../../operations/backup/age.js';
import { holdsPictures, monthInName } from '../../operations/backup/archive-file.js';
import { backupSettings, folderOf, standard } from '../../operations/backup/backup-settings.js';
import { BackupFault, type Manifest } from '../../operations/backup/format.js';
import { readBackup } from '../../operations/backup/read-backup.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { loadConfig, type Config } from '../../platform/config.js';
import type { Screen } from '../postern/screen.js';
import { UsageError } from '../usage-error.js';
import { onDatabaseIfAny } from './connection.js';
import { bytesText, openerOf, type OpenerOptions } from './options.js';

export interface ListOptions extends OpenerOptions {
  readonly json?: boolean;
}

/** An archive in a folder; what only the key can tell is null without it. */
interface Found {
  readonly file: string;
  readonly month: string;
  readonly bytes: number;
  readonly at: string | null;
  readonly events: number | null;
  readonly pictures: number | null;
  readonly fault: string | null;
}

/** Lists the archives of a folder, oldest month first. @returns the exit code */
export async function listArchives(
  folder: string | undefined,
  given: ListOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const hasKey = given.identity !== undefined || given.passphraseFile !== undefined;
  const opener = hasKey ? openerOf(given) : null;
  const place = folder ?? (await usualFolder(loadConfig(env)));
  const names = await readdir(place).catch((error: unknown) => {
    throw new UsageError(`${place} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  });
  const found: Found[] = [];
  for (const name of names.sort()) {
    const month = monthInName(name);
    if (month !== undefined) found.push(await lookedAt(join(place, name), month, opener));
  }
  if (given.json) screen.json({ folder: place, archives: found });
  else if (found.length === 0) screen.out(`no archives in ${place}`);
  else for (const one of found) screen.out(lineOf(one));
  return found.some(({ fault }) => fault !== null) ? 1 : 0;
}

async function usualFolder(config: Config): Promise<string> {
  let folder = folderOf(standard, config);
  await onDatabaseIfAny(config, async ({ client }) => {
    folder = folderOf(await backupSettings(rowsOnly(client)), config);
  });
  return folder;
}

const lineOf = ({ file, month, bytes, events, pictures, fault }: Found) =>
  `${month}  ${bytesText(bytes).padStart(8)}  ${
    fault ?? (events === null ? '' : `${events} events, ${pictures ?? 0} pictures`)
  }  ${file}`;

async function lookedAt(file: string, month: string, opener: Opener | null): Promise<Found> {
  const { size: bytes } = await stat(file);
  const nothing = { file, month, bytes, at: null, events: null, pictures: null, fault: null };
  if (opener === null) return nothing;
  try {
    const { at, tables } = await manifestOf(file, opener);
    const sum = (pictures: boolean) =>
      tables.filter((table) => holdsPictures(table) === pictures).reduce((all, { rows }) => all + rows, 0);
    return { ...nothing, at, events: sum(false), pictures: sum(true) };
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    return { ...nothing, fault: error.message };
  }
}

/** Its beginning alone. */
async function manifestOf(file: string, opener: Opener): Promise<Manifest> {
  const source = createReadStream(file);
  let found: Manifest | undefined;
  const enough = new Error('enough');
  try {
    await readBackup(source, opener, {
      manifest: (manifest) => {
        found = manifest;
        throw enough;
      },
    });
  } catch (error) {
    if (error !== enough) throw error;
  } finally {
    source.destroy();
  }
  if (!found) throw new BackupFault('this is no archive');
  return found;
}
