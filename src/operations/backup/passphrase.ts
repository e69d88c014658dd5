import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Identity, Recipient, Stanza } from 'age-encryption';
import { BackupFault } from './format.js';

/** 64 MB for each guess. */
const workFactor = 16;
/** What age itself writes, 256 MB: who asks chooses the file, and with it the memory that one guess takes. */
const mostWork = 18;
const label = 'age-encryption.org/v1/scrypt';
const tagLength = 16;
const noNonce = Buffer.alloc(12);

/**
 * The scrypt recipient of age (its specification, "The scrypt recipient type"). That of the library works on the main
 * thread, where nothing else could be done meanwhile.
 */
export class PassphraseRecipient implements Recipient {
  constructor(private readonly passphrase: string) {}

  async wrapFileKey(fileKey: Uint8Array): Promise<Stanza[]> {
    const { Stanza: NewStanza } = await import('age-encryption');
    const salt = randomBytes(16);
    const key = await keyOf(this.passphrase, salt, workFactor);
    const cipher = createCipheriv('chacha20-poly1305', key, noNonce, { authTagLength: tagLength });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new NewStanza(['scrypt', unpadded(salt), String(workFactor)], body)];
  }
}

export class PassphraseIdentity implements Identity {
  constructor(private readonly passphrase: string) {}

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    const [stanza] = stanzas;
    if (stanza?.args[0] !== 'scrypt') return null;
    const [, salt = '', work = ''] = stanza.args;
    if (stanzas.length !== 1 || !/^[1-9]\d?$/.test(work)) {
      throw new BackupFault('the backup is damaged: its header cannot be read');
    }
    if (Number(work) > mostWork) {
      throw new BackupFault(`a passphrase of work factor ${work} takes too much memory: it may be ${mostWork} at most`);
    }
    const key = await keyOf(this.passphrase, Buffer.from(salt, 'base64'), Number(work));
    const body = Buffer.from(stanza.body);
    const decipher = createDecipheriv('chacha20-poly1305', key, noNonce, { authTagLength: tagLength });
    decipher.setAuthTag(body.subarray(-tagLength));
    try {
      return Buffer.concat([decipher.update(body.subarray(0, -tagLength)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

const keyOf = (passphrase: string, salt: Buffer, work: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** work;
    const maxmem = 130 * N * 8;
    scrypt(passphrase, Buffer.concat([Buffer.from(label), salt]), 32, { N, r: 8, p: 1, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
