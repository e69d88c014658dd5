import type { EntityManager } from 'typeorm';

/** For whom a code is made. The caller holds the person's row, so that two codes are made one after the other. */
export interface QrHolder {
  readonly id: string;
  readonly pin: string;
}

/** Makes the text that stands in a person's QR code. A further kind of code is a further provider in qr-code.service. */
export interface QrProvider {
  /** @param seconds how long it is to be good for */
  issue(tx: EntityManager, holder: QrHolder, seconds: number): Promise<string>;
  /** Ends what was made for a person before its time. What lives in its text alone cannot be called back. */
  revoke?(tx: EntityManager, holder: QrHolder): Promise<void>;
}
