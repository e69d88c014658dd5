import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { erasedFrom, erasedLines, type ErasedPin } from '../../operations/backup/erasures.js';
import type { Config } from '../../platform/config.js';

type Place = Pick<Config, 'dataDir'>;

const fileOf = ({ dataDir }: Place) => join(dataDir, 'erased', 'before-restore.jsonl');

/**
 * Who was erased in a database that is moved aside. It is noted before that: a restore that breaks off runs again, and
 * what it finds then is its own half restored database.
 * @returns them, and those whom earlier runs have noted
 */
export async function noteErasedBefore(place: Place, erased: readonly ErasedPin[]): Promise<ErasedPin[]> {
  const file = fileOf(place);
  const all = [...(await readFile(file, 'utf8').then(erasedFrom, orNone)), ...erased];
  if (erased.length === 0) return all;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.partial`, erasedLines(all), { mode: 0o600, flush: true });
  await rename(`${file}.partial`, file);
  return all;
}

/** The restored database has them. */
export const forgetErasedBefore = (place: Place): Promise<void> => rm(fileOf(place), { force: true });

function orNone(error: unknown): ErasedPin[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}
