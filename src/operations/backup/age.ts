import { setImmediate as turn } from 'node:timers/promises';
import type { Decrypter, Encrypter } from 'age-encryption';
import { BackupFault } from './format.js';
import { PassphraseIdentity, PassphraseRecipient } from './passphrase.js';

/** Who can read a file: holders of keys, or who knows a passphrase. */
export type Readers = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What a file is opened with. */
export type Opener = { readonly identities: readonly string[] } | { readonly passphrase: string };

/** Loaded with the first file: it takes 16 MB. */
const age = () => import('age-encryption');

/** A public key as age prints it: X25519, or the hybrid one. */
export const isRecipient = (text: string): boolean => /^age1(pq1)?[02-9ac-hj-np-z]{50,2500}$/.test(text);

export interface KeyPair {
  readonly recipient: string;
  readonly identity: string;
}

export async function newKeyPair(): Promise<KeyPair> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The private keys in a file of keys: one a line, `#` begins a comment, as age writes and reads it. */
export const identitiesIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Between two pieces others have their turn: encryption works on the main thread. */
const pieceBytes = 64 * 1024;

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      yield chunk.subarray(at, at + pieceBytes);
      await turn();
    }
  }
}

/**
 * Pieces are pulled. `Readable.toWeb` pushes them, also into a stream that was given up, and what that throws ends the
 * process.
 */
function webStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const parts = pieces(source);
  return new ReadableStream({
    async pull(controller) {
      const part = await parts.next();
      if (part.done) controller.close();
      else controller.enqueue(part.value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

/** @throws BackupFault if a recipient cannot be used */
export async function* encrypted(source: AsyncIterable<Uint8Array>, readers: Readers): AsyncGenerator<Uint8Array> {
  const encrypter = new (await age()).Encrypter();
  if ('passphrase' in readers) encrypter.addRecipient(new PassphraseRecipient(readers.passphrase));
  else for (const recipient of readers.recipients) addRecipient(encrypter, recipient);
  yield* await encrypter.encrypt(webStream(source));
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new BackupFault(`not a public key of age: ${recipient}`);
  }
}

const notOurs = 'no identity matched';

/** @throws BackupFault if the key is not the right one, or the file was cut or altered */
export async function* decrypted(source: AsyncIterable<Uint8Array>, opener: Opener): AsyncGenerator<Uint8Array> {
  const decrypter = new (await age()).Decrypter();
  if ('passphrase' in opener) decrypter.addIdentity(new PassphraseIdentity(opener.passphrase));
  else for (const identity of opener.identities) addIdentity(decrypter, identity);
  try {
    yield* await decrypter.decrypt(webStream(source));
  } catch (error) {
    if (error instanceof BackupFault || isOfSystem(error)) throw error;
    if ((error as Error).message.includes(notOurs)) {
      const what = 'passphrase' in opener ? 'passphrase' : 'key';
      throw new BackupFault(`the backup cannot be opened with this ${what}`, { cause: error });
    }
    throw new BackupFault('the backup is cut or was altered: it cannot be decrypted to its end', { cause: error });
  }
}

/** A file that cannot be read, and the like. */
const isOfSystem = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string';

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new BackupFault('the file of the key has a line that is no private key of age');
  }
}
