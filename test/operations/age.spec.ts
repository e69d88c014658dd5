import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { decrypted, encrypted, newKeyPair } from '../../src/operations/backup/age.js';

const whole = 1_000_000;

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

/** Another instant between two parts, as from a disk or the network. */
const read = (bytes: Buffer, partBytes: number) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
    })(),
  );

// What is thrown outside of the reading fails the run. It would end a gateway, which reads files that callers upload.
describe('a file of age', () => {
  it('is read as it was written', async () => {
    const { recipient, identity } = await newKeyPair();
    const text = randomBytes(whole);
    const file = await bytesOf(encrypted(read(text, 30_000), { recipients: [recipient] }));
    expect((await bytesOf(decrypted(read(file, 50_000), { identities: [identity] }))).equals(text)).toBe(true);
  });

  it('that was altered in its middle is refused', async () => {
    const { recipient, identity } = await newKeyPair();
    const file = await bytesOf(encrypted(read(randomBytes(whole), 30_000), { recipients: [recipient] }));
    for (const part of [1_000, 65_536, whole]) {
      for (const at of [whole / 4, whole / 2, whole - 100_000]) {
        const altered = Buffer.from(file);
        altered[at] = (altered[at] ?? 0) ^ 1;
        const reading = bytesOf(decrypted(read(altered, part), { identities: [identity] }));
        await expect(reading, `altered at ${at}`).rejects.toThrow('cut or was altered');
      }
    }
  });

  it('whose reader goes away while it is made ends what it is made of', async () => {
    const { recipient } = await newKeyPair();
    const endless = Readable.from(
      (function* () {
        for (;;) yield randomBytes(100_000);
      })(),
    );
    for await (const part of encrypted(endless, { recipients: [recipient] })) if (part.length > 10_000) break;
    await expect.poll(() => endless.destroyed, { timeout: 20_000 }).toBe(true);
  });
});
