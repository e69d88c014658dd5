import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { KeyRing, type KeyState } from './key-ring.js';

/** By the first key of the database, which the value does not name; gateways of older releases read no other. */
const byFirstKey = 1;
/** By a key that came later: eight bytes name it. */
const byNamedKey = 2;
const nameLength = 8;
const nonceLength = 12;
const tagLength = 16;

/**
 * Encrypts what must not be readable in the database: AES-256-GCM with a fresh nonce each (version, name of the key from
 * version 2 on, nonce, tag, text).
 */
export class SealedBox {
  private readonly ring: KeyRing;
  private readonly derived = new Map<string, Buffer>();

  /**
   * @param key 32 bytes
   * @param others keys beside it, which may have sealed what is there
   */
  constructor(key: Buffer, others: readonly Buffer[] = []) {
    this.ring = new KeyRing([key, ...others]);
  }

  /** Of the key that seals now. It distinguishes two keys, and reveals nothing of either. */
  get fingerprint(): string {
    return this.ring.sealing.fingerprint;
  }

  /** Of all keys that are held, the one of the settings first. */
  get fingerprints(): string[] {
    return this.ring.held.map(({ fingerprint }) => fingerprint);
  }

  /** Holds these keys from now on; which of them seals stays as the database says. */
  hold(keys: readonly Buffer[]): void {
    this.ring.hold(keys);
  }

  /**
   * Does as the database says: which key seals, and what hashes come from.
   * @returns the fingerprint of a key that is needed and not held; null = all is well
   */
  follow(state: KeyState): string | null {
    const missing = this.ring.follow(state, (sealed) => this.open(sealed));
    this.derived.clear();
    return missing;
  }

  /** The key that hashes and signatures come from: the first key of the database, whichever seals now. */
  get root(): Buffer {
    return this.ring.first.bytes;
  }

  /** Derives a key for another purpose, from which this one cannot be found. It stays the same when the key changes. */
  derive(purpose: string): Buffer {
    return this.kept(`hkdf ${purpose}`, (root) => Buffer.from(hkdfSync('sha256', root, '', purpose, 32)));
  }

  seal(content: Buffer | string): Buffer {
    return this.sealWith(this.ring.sealing.fingerprint, content);
  }

  /** @throws Error if that key is not held */
  sealWith(fingerprint: string, content: Buffer | string): Buffer {
    const key = this.ring.named(fingerprint.slice(0, 2 * nameLength));
    const header = this.headerOf(fingerprint);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
    if (header.length > 1) cipher.setAAD(header);
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([header, nonce, cipher.getAuthTag(), sealed]);
  }

  /** What a value begins with that this key has sealed. */
  headerOf(fingerprint: string): Buffer {
    if (fingerprint === this.ring.first.fingerprint) return Buffer.of(byFirstKey);
    return Buffer.concat([Buffer.of(byNamedKey), Buffer.from(fingerprint.slice(0, 2 * nameLength), 'hex')]);
  }

  open(sealed: Buffer): Buffer {
    const isNamed = sealed[0] === byNamedKey;
    const nonceAt = isNamed ? 1 + nameLength : 1;
    const key = isNamed ? this.ring.named(sealed.toString('hex', 1, nonceAt)) : this.ring.first;
    const tagAt = nonceAt + nonceLength;
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(nonceAt, tagAt));
    if (isNamed) decipher.setAAD(sealed.subarray(0, nonceAt));
    decipher.setAuthTag(sealed.subarray(tagAt, tagAt + tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(tagAt + tagLength)), decipher.final()]);
  }

  sealJson(value: unknown): Buffer {
    return this.seal(JSON.stringify(value));
  }

  openJson(sealed: Buffer): unknown {
    return JSON.parse(this.open(sealed).toString('utf8'));
  }

  /** Equal contents have equal hashes; without the key a short password cannot be guessed from one. */
  hash(content: string): string {
    return createHmac('sha256', this.hmacKey('postern hash')).update(content).digest('base64url').slice(0, 24);
  }

  /** 128 bits in 22 characters: only with the key can somebody make them for other content. */
  sign(content: string): string {
    return createHmac('sha256', this.hmacKey('postern sign')).update(content).digest('base64url').slice(0, 22);
  }

  isSigned(content: string, signature: string): boolean {
    const [given, right] = [Buffer.from(signature), Buffer.from(this.sign(content))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private hmacKey(purpose: string): Buffer {
    return this.kept(purpose, (root) => createHmac('sha256', root).update(purpose).digest());
  }

  private kept(name: string, make: (root: Buffer) => Buffer): Buffer {
    const known = this.derived.get(name);
    if (known) return known;
    const made = make(this.root);
    this.derived.set(name, made);
    return made;
  }
}
