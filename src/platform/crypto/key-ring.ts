import { createHash } from 'node:crypto';

/** What the database says of its keys. */
export interface KeyState {
  /** The fingerprint of the key that seals; undefined in a database that was never used. */
  readonly sealing: string | undefined;
  /** Keys before it that may have sealed something that is still there. */
  readonly before: readonly string[];
  /** The first key of the database, sealed, base64; null until the first rotation. */
  readonly first: string | null;
}

export interface Key {
  readonly bytes: Buffer;
  readonly fingerprint: string;
}

const keyOf = (bytes: Buffer): Key => ({
  bytes,
  fingerprint: createHash('sha256').update('postern fingerprint').update(bytes).digest('hex').slice(0, 32),
});

/** The fingerprint of a key. */
export const fingerprintOf = (key: Buffer): string => keyOf(key).fingerprint;

/** The keys that a gateway holds: one seals, all open, and hashes come from the first one that the database had. */
export class KeyRing {
  held: readonly Key[];
  sealing: Key;
  first: Key;

  constructor(keys: readonly Buffer[]) {
    this.held = keys.map(keyOf);
    const [key] = this.held;
    if (!key) throw new Error('there is no key');
    this.sealing = key;
    this.first = key;
  }

  hold(keys: readonly Buffer[]): void {
    const held = keys.map(keyOf);
    if (held.length > 0) this.held = held;
  }

  /** A key by the begin of its fingerprint. @throws Error if it is not held */
  named(begin: string): Key {
    const found = [this.sealing, ...this.held, this.first].find(({ fingerprint }) => fingerprint.startsWith(begin));
    if (!found) throw new Error(`sealed by a key that this gateway does not hold (${begin})`);
    return found;
  }

  /** @returns the fingerprint of a key that is needed and not held; null = all is well */
  follow({ sealing, before, first }: KeyState, open: (sealed: Buffer) => Buffer): string | null {
    if (sealing === undefined) return null;
    const missing = [sealing, ...before].find((one) => !this.held.some(({ fingerprint }) => fingerprint === one));
    if (missing !== undefined) return missing;
    this.sealing = this.held.find(({ fingerprint }) => fingerprint === sealing) ?? this.sealing;
    this.first = first === null ? this.sealing : keyOf(open(Buffer.from(first, 'base64')));
    return null;
  }
}
