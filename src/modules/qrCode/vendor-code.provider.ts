import { createCipheriv } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QrKeyService } from '../device/qr-key.service.js';
import { Failure } from '../../platform/errors.js';
import { qrSettings } from './qr-settings.js';
import type { QrHolder, QrProvider } from './qr-provider.js';

/** The same key is in every door and nothing proves who made a code: none is good for longer (docs/field-notes.md c). */
const longestSeconds = 60;
const scheme = '2#';

/**
 * The vendor's scheme 2, as far as it can be told from outside: AES-256-ECB with PKCS7 over a text whose layout nobody
 * has published, so a site has to find it out with a device of its own. Experimental, and off until an operator wants it.
 */
@Injectable()
export class VendorCodeProvider implements QrProvider {
  constructor(private readonly keys: QrKeyService) {}

  /** @throws Failure conflict: devices are told no key */
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
