import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lock } from '../../platform/database/locks.js';
import { writeSetting } from '../../platform/database/setting.js';
import { QrKeyService } from '../device/qr-key.service.js';
import { Failure } from '../../platform/errors.js';
import { CredentialProvider } from './credential.provider.js';
import type { QrHolder, QrProvider } from './qr-provider.js';
import { qrSettingName, qrSettings, type QrProviderName, type QrSettings } from './qr-settings.js';
import { VendorCodeProvider } from './vendor-code.provider.js';

/** Which kind of code a client wants: the one that the site has chosen, or another. */
export type QrFormat = 'site' | 'card' | 'vendor';

const providerOf: Readonly<Record<QrFormat, QrProviderName | null>> = {
  site: null,
  card: 'credential',
  vendor: 'vendor-2',
};

const placeholder = /\{[^{}]*\}/g;
const known = ['{pin}', '{issued}', '{expires}'];

/** QR codes of persons and visitors, made by the provider that the installation has chosen. */
@Injectable()
export class QrCodeService {
  private readonly providers: Readonly<Record<QrProviderName, QrProvider>>;

  constructor(
    private readonly keys: QrKeyService,
    credential: CredentialProvider,
    vendorCode: VendorCodeProvider,
  ) {
    this.providers = { credential, 'vendor-2': vendorCode };
  }

  /** The text of a code for a person whose row the caller holds. @throws Failure conflict */
  async issue(tx: EntityManager, holder: QrHolder, format: QrFormat = 'site'): Promise<string> {
    const { provider, seconds } = await qrSettings(tx);
    return this.providers[providerOf[format] ?? provider].issue(tx, holder, seconds);
  }

  /** Ends the person's code, whichever provider made it. */
  async revoke(tx: EntityManager, holder: QrHolder): Promise<void> {
    for (const provider of Object.values(this.providers)) await provider.revoke?.(tx, holder);
  }

  settings(tx: EntityManager): Promise<QrSettings> {
    return qrSettings(tx);
  }

  /**
   * Call it once all other changes of the same request are written: a vendor-2 code needs its key. @throws Failure
   * invalid, conflict
   */
  async configure(
    tx: EntityManager,
    said: { readonly [K in keyof QrSettings]?: QrSettings[K] | undefined },
  ): Promise<void> {
    await lock(tx, 'settings');
    const { provider, seconds, template } = await qrSettings(tx);
    const next: QrSettings = {
      provider: said.provider ?? provider,
      seconds: said.seconds ?? seconds,
      template: said.template ?? template,
    };
    checkTemplate(next.template);
    if (next.provider === 'vendor-2' && !(await this.keys.isOn(tx))) {
      throw new Failure('conflict', 'qrProvider vendor-2 needs vendorQrCode to be switched on');
    }
    await writeSetting(tx, qrSettingName, next);
  }
}

function checkTemplate(template: string): void {
  const wrong = (template.match(placeholder) ?? []).find((name) => !known.includes(name));
  const message =
    wrong === undefined
      ? 'qrTemplate must name {pin}'
      : `qrTemplate names ${wrong}, which is none of ${known.join(', ')}`;
  if (wrong !== undefined || !template.includes('{pin}')) {
    throw new Failure('invalid', message, { errors: [{ field: 'qrTemplate', message }] });
  }
}
