import { createCipheriv } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QrKeyService } from '../device/qr-key.service.js';
import { Failure } from '../../platform/errors.js';
import { qrSettings } from './qr-settings.js';
import type { QrHolder, QrProvider } from './qr-provider.js';

/**
 * All doors have the same key and nothing proves who made a code, so no code is valid for longer (docs/field-notes.md
 * c).
 */
const longestSeconds = 60;
const scheme = '2#';

/**
 * The vendor's scheme 2, as far as it is known from outside: AES-256-ECB with PKCS7 over a text whose layout was never
 * published. So a site has to find out the layout with a device of its own. Experimental, and off until an operator
 * wants it.
 */
@Injectable()
export class VendorCodeProvider implements QrProvider {
  constructor(private readonly keys: QrKeyService) {}

  /** @throws Failure conflict: devices have no key */
  async issue(tx: EntityManager, { pin }: QrHolder, seconds: number): Promise<string> {
    const key = await this.keys.current(tx);
    if (key === null) throw new Failure('conflict', 'vendorQrCode is switched off: devices could not read the code');
    const { template } = await qrSettings(tx);
    const issued = Math.floor(Date.now() / 1_000);
    const text = template
      .replaceAll('{pin}', pin)
      .replaceAll('{issued}', String(issued))
      .replaceAll('{expires}', String(issued + Math.min(seconds, longestSeconds)));
    return scheme + encrypted(text, key);
  }
}

function encrypted(text: string, key: string): string {
  const cipher = createCipheriv('aes-256-ecb', Buffer.from(key, 'ascii'), null);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}
