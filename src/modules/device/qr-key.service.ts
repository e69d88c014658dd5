import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CommandService } from '../../core/command/command.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { lock } from '../../platform/database/locks.js';
import { readSetting, writeSetting } from '../../platform/database/setting.js';
import { dialectOf } from '../../protocol/access-push/dialect.js';
import { Device } from './device.entity.js';

const settingName = 'vendorQrCode';
const aesScheme = 2;

interface Stored {
  readonly on: boolean;
  /** Sealed, base64. */
  readonly key: string;
}

/**
 * The key by which devices read the vendor's QR codes of scheme 2 (Access PUSH 4.5): 32 hexadecimal characters, one for
 * the installation, because a code must work at several doors. Off until an operator switches it on: all doors have the
 * same key, and the codes do not prove who made them (docs/field-notes.md c).
 */
@Injectable()
export class QrKeyService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly commands: CommandService,
  ) {}

  async isOn(tx: EntityManager): Promise<boolean> {
    return (await this.stored(tx))?.on ?? false;
  }

  /** Null if it is switched off. */
  async current(tx: EntityManager): Promise<string | null> {
    const stored = await this.stored(tx);
    return stored?.on === true ? this.sealedBox.open(Buffer.from(stored.key, 'base64')).toString('utf8') : null;
  }

  /**
   * Sends the key to devices that read such codes. When QR codes are switched off, the devices keep it, but no codes
   * are made.
   */
  async switch(tx: EntityManager, on: boolean): Promise<void> {
    await lock(tx, 'settings');
    const stored = await this.stored(tx);
    if ((stored?.on ?? false) === on) return;
    await this.store(tx, { on, key: stored?.key ?? this.mint() });
    if (on) await this.tell(tx);
  }

  /** Makes another key: codes of the old one open nothing once a device has the new one. */
  async rotate(tx: EntityManager): Promise<void> {
    await lock(tx, 'settings');
    const stored = await this.stored(tx);
    await this.store(tx, { on: stored?.on ?? false, key: this.mint() });
    if (stored?.on === true) await this.tell(tx);
  }

  private mint(): string {
    return this.sealedBox.seal(randomBytes(16).toString('hex')).toString('base64');
  }

  private stored(tx: EntityManager): Promise<Stored | undefined> {
    return readSetting<Stored>(tx, settingName);
  }

  private store(tx: EntityManager, value: Stored): Promise<void> {
    return writeSetting(tx, settingName, value);
  }

  private async tell(tx: EntityManager): Promise<void> {
    const key = await this.current(tx);
    if (key === null) return;
    const devices = await tx.find(Device, { where: { status: 'approved' }, order: { sn: 'ASC' } });
    for (const { sn, options, devId, multiCardOn, registeredAt } of devices) {
      const dialect = dialectOf(options, { devId, multiCardOn });
      if (registeredAt === null || !dialect.isSupportQRcode || !dialect.qrSchemes.includes(aesScheme)) continue;
      const told = { QRCodeDecryptType: String(aesScheme), QRCodeDecryptKey: key };
      await this.commands.run(tx, sn, { type: 'setOptions', options: told }, { origin: 'qrKey' });
    }
  }
}
