import { Body } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import { QrKeyService } from '../device/qr-key.service.js';
import { Act, AdminResource, Change, Read } from './kit/admin.js';
import { SettingsBody, SettingsView } from './setting.dto.js';

/** Settings of the installation. */
@AdminResource('settings')
export class SettingController {
  constructor(
    private readonly qrKeys: QrKeyService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Settings of the installation', { of: SettingsView })
  get(): Promise<SettingsView> {
    return this.view(this.work.manager);
  }

  @Change('', 'Change settings', { of: SettingsView })
  patch(@Body() { vendorQrCode }: SettingsBody, @By() caller: Caller): Promise<SettingsView> {
    return this.calls.run(caller, async (tx) => {
      if (vendorQrCode !== undefined) await this.qrKeys.switch(tx, vendorQrCode);
      return this.view(tx);
    });
  }

  @Act('qr-key/rotate', "Make another key for the vendor's QR codes and tell it to devices", { of: SettingsView })
  rotate(@By() caller: Caller): Promise<SettingsView> {
    return this.calls.run(caller, async (tx) => {
      await this.qrKeys.rotate(tx);
      return this.view(tx);
    });
  }

  private async view(tx: EntityManager): Promise<SettingsView> {
    return { vendorQrCode: await this.qrKeys.isOn(tx) };
  }
}
