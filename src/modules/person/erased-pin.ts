import { createHmac } from 'node:crypto';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';

/** Equal for equal pins. Only with the key can somebody try which pin it was. */
export const erasedPinHash = (seal: Pick<SealedBox, 'derive'>, pin: string): string =>
  createHmac('sha256', seal.derive('postern erased person')).update(pin).digest('hex');
