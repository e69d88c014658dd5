import { createPrivateKey, X509Certificate } from 'node:crypto';
import { invalidField } from '../common/invalid.js';

interface Pem {
  readonly ca: string | null;
  readonly cert: string | null;
  /** Undefined = none. */
  readonly key: string | undefined;
}

function check(field: string, says: string, read: () => unknown): void {
  try {
    read();
  } catch {
    throw invalidField(field, `must be ${says} as PEM`);
  }
}

/** @throws Failure invalid with the field that is wrong */
export function checkPem({ ca, cert, key }: Pem): void {
  if (ca !== null) check('ca', 'a certificate', () => new X509Certificate(ca));
  if (cert !== null) check('cert', 'a certificate', () => new X509Certificate(cert));
  if (key !== undefined) check('key', 'a private key without a password', () => createPrivateKey(key));
  if (cert !== null && key === undefined) throw invalidField('key', 'is required with a certificate', 'missing');
  if (cert === null && key !== undefined) throw invalidField('cert', 'is required with a key', 'missing');
}
