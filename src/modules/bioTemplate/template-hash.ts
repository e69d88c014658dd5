import type { SealedBox } from '../../platform/crypto/sealed-box.js';

interface Hashed {
  readonly pin: string;
  readonly kind: string;
  readonly bioType: number;
  readonly content: string;
}

/**
 * The same content of the same person has one hash, whichever device sends it; without the key the hash reveals
 * nothing.
 */
export const hashOf = (seal: SealedBox, { pin, kind, bioType, content }: Hashed): string =>
  seal.hash([pin, kind, bioType, content].join('\n'));

/** The same content has one hash, whoever the person is. */
export const contentHashOf = (seal: SealedBox, { kind, bioType, content }: Omit<Hashed, 'pin'>): string =>
  seal.hash([kind, bioType, content].join('\n'));
