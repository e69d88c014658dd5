import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

const version = 1;
const nonceLength = 12;
const tagLength = 16;

/**
 * Encrypts what must not be readable in the database: AES-256-GCM with a fresh nonce each (version, nonce, tag, text).
 */
export class SealedBox {
  private readonly hashKey: Buffer;
  private readonly signKey: Buffer;

  /** @param key 32 bytes */
  constructor(private readonly key: Buffer) {
    this.hashKey = createHmac('sha256', key).update('postern hash').digest();
    this.signKey = createHmac('sha256', key).update('postern sign').digest();
  }

  /** Distinguishes two keys, and reveals nothing of either. */
  get fingerprint(): string {
    return createHash('sha256').update('postern fingerprint').update(this.key).digest('hex').slice(0, 32);
  }

  /** Derives a key for another purpose, from which this one cannot be found. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', purpose, 32));
  }

  seal(content: Buffer | string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]);
  }

  open(sealed: Buffer): Buffer {
    const tagAt = 1 + nonceLength;
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(1, tagAt));
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
    return createHmac('sha256', this.hashKey).update(content).digest('base64url').slice(0, 24);
  }

  /** 128 bits in 22 characters: only with the key can somebody make them for other content. */
  sign(content: string): string {
    return createHmac('sha256', this.signKey).update(content).digest('base64url').slice(0, 22);
  }

  isSigned(content: string, signature: string): boolean {
    const [given, right] = [Buffer.from(signature), Buffer.from(this.sign(content))];
    return given.length === right.length && timingSafeEqual(given, right);
  }
}
