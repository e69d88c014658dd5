import type { EntityManager } from 'typeorm';

/** The person of a code. The caller holds the person's row, so that two codes are made one after the other. */
export interface QrHolder {
  readonly id: string;
  readonly pin: string;
}

/** Makes the text of a person's QR code. Another kind of code is another provider in qr-code.service. */
export interface QrProvider {
  /** @param seconds how long it should be valid */
  issue(tx: EntityManager, holder: QrHolder, seconds: number): Promise<string>;
  /** Ends a person's code early. A code that is only valid by its text cannot be ended. */
  revoke?(tx: EntityManager, holder: QrHolder): Promise<void>;
}
