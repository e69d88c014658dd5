import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { QrKeyService } from '../../modules/device/qr-key.service.js';
import { plainProtVer } from '../../modules/device/device-trust.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { firstContactAnswer, pushAnswer, type HandshakeConfig } from '../../protocol/access-push/handshake.js';
import { parseOptions } from '../../protocol/access-push/options.js';
import { readVersion } from '../../protocol/access-push/version.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { TransportCipher } from '../push/transport-cipher.js';
import { configurationOf, readsQrCodes } from './configuration.js';
import { hasParts, PartRegistrationService } from './part-registration.service.js';
import { ok, refuse, say, type DeviceReply } from '../push/reply.js';
import { textOf, type DeviceRequest } from '../push/request.js';

/** First contact, registration and configuration of an approved device (Access PUSH 4). */
@Injectable()
export class HandshakeHandler {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly qrKeys: QrKeyService,
    private readonly cipher: TransportCipher,
    private readonly parts: PartRegistrationService,
  ) {}

  /** A device that has not registered yet is answered OK, and then registers (Access PUSH 4.1). */
  async firstContact({ query, address }: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const version = readVersion(query.get('pushver'));
    const { device } = known;
    if ((version !== null && device.pushVersion !== version) || device.address !== address) {
      await this.unitOfWork.manager.query(
        'UPDATE device SET push_version = coalesce($2, push_version), address = $3 WHERE sn = $1',
        [known.sn, version, address],
      );
    }
    // Where tokens are required, a caller that knows only the serial number must not get the values that tokens are
    // made of.
    if (device.registryCode === null || device.tokenMode === 'enforce') return ok;
    return say(firstContactAnswer(await this.configurationFor(known)));
  }

  async register(request: DeviceRequest, known: CachedDevice): Promise<DeviceReply> {
    const body = textOf(request.body);
    const options = parseOptions(body);
    const device = await this.unitOfWork.run(async (tx) => {
      const registered = await this.registrations.register(tx, known.sn, options);
      if (!hasParts(known, registered)) await this.parts.ensure(tx, registered);
      return registered;
    });
    await this.deviceCache.refresh(known.sn);
    this.log.info({ sn: known.sn, type: device.type }, 'a device has registered');
    return say(`RegistryCode=${device.registryCode ?? ''}`);
  }

  /** A device that asks for its configuration and has never registered has to register first. */
  async configuration(known: CachedDevice): Promise<DeviceReply> {
    const { device } = known;
    if (device.registryCode === null || device.sessionId === null) return refuse(406, '406');
    return say(pushAnswer(await this.configurationFor(known)));
  }

  /** The key of QR codes is looked up only for a device that reads them. */
  private async configurationFor(known: CachedDevice): Promise<HandshakeConfig> {
    const key = readsQrCodes(known) ? await this.qrKeys.current(this.unitOfWork.manager) : null;
    return configurationOf(known, key);
  }

  /**
   * Without the vendor's library there is no vendor encryption. The answer is 404 and never a pretended success. After
   * that the device is told a protocol version without encryption (docs/field-notes.md a).
   */
  async exchange({ query, body }: DeviceRequest, { sn }: CachedDevice): Promise<DeviceReply> {
    const answer = await this.cipher.exchange({ sn, type: (query.get('type') ?? '').toLowerCase(), body });
    if (answer !== null) return say(answer);
    await this.unitOfWork.run(async (tx) => {
      await tx.query('UPDATE device SET push_prot_ver = $2 WHERE sn = $1 AND push_prot_ver <> $2', [sn, plainProtVer]);
      await this.registrations.alert(
        tx,
        sn,
        "it asked for the vendor's encryption, which Postern does not have: switch it off at the device, or use HTTPS",
        'encryption',
      );
    });
    await this.deviceCache.refresh(sn);
    return refuse(404, '');
  }
}
