import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ErasedPersons } from '../../operations/backup/erased-persons.js';
import { erasedFile, erasedFrom, erasedIn, keyStateFrom, type ErasedPin } from '../../operations/backup/erasures.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { readKeys, readKeyState } from '../../platform/auth/encryption-key.js';
import type { Config } from '../../platform/config.js';
import type { KeyState } from '../../platform/crypto/key-ring.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UsageError } from '../usage-error.js';
import { onDatabaseIfAny } from './connection.js';

const textBeside = (path: string): Promise<string> => readFile(join(dirname(path), erasedFile), 'utf8').catch(() => '');

/** Who was erased, as the folder of a backup tells. */
export const erasedBeside = (path: string): Promise<ErasedPin[]> => textBeside(path).then(erasedFrom);

/**
 * Persons who were erased, as the database and the folder of the file tell.
 * @throws UsageError if there are some, and the key that tells who they are is not there
 */
export async function erasedHere(config: Config, path: string): Promise<ErasedPersons> {
  const text = await textBeside(path);
  const erased = erasedFrom(text);
  const states: KeyState[] = [];
  await onDatabaseIfAny(config, async ({ client }) => {
    erased.push(...(await erasedIn(rowsOnly(client))));
    states.push(await readKeyState(rowsOnly(client)));
  });
  const told = keyStateFrom(text);
  // Without the database, the file says which key they are of.
  if (states.length === 0 && told !== null) states.push(told);
  if (erased.length === 0) return new ErasedPersons([], { derive: () => Buffer.alloc(0) });
  const [key, ...older] = readKeys(config) ?? [];
  const box = key && new SealedBox(key, older);
  if (!box || states.some((state) => box.follow(state) !== null)) {
    throw new UsageError(
      'persons were erased since, and only the key of the gateway tells who they are: ENCRYPTION_KEY or DATA_DIR/encryption.key',
    );
  }
  return new ErasedPersons(erased, box);
}

/** Behind what was read. */
export const erasedText = (count: number): string =>
  count === 0
    ? ''
    : `; ${count} ${count === 1 ? 'person was' : 'persons were'} erased since: without names, cards and pictures`;
