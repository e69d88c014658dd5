import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { initialises, kindOfRequest, kindOfVersion, type PushKind } from '../../protocol/attendance-push/choice.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice } from './cached-device.js';
import { OtherLinkHandler } from './other-link.js';
import { ok, type DeviceReply } from './reply.js';
import { isFirstContact, textOf, type DeviceRequest } from './request.js';

export interface ChosenDialect {
  readonly kind: PushKind;
  readonly known: CachedDevice;
}

/** The protocol that an unknown device seems to speak. */
export const kindOfStranger = (request: DeviceRequest): PushKind =>
  kindOfRequest(request) ?? (isFirstContact(request) ? kindOfVersion(request.query.get('pushver')) : 'acc');

/**
 * Which protocol a device speaks (Attendance PUSH 3): what the request itself shows, else what it spoke before, else
 * what its version suggests. A terminal changes it when the protocol is switched in its menu, and then begins anew. A
 * served device changes its link only by a whole initialisation, and only once its present link has been silent. A
 * guess by version is not remembered.
 */
@Injectable()
export class DialectChoiceService {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly registrations: DeviceRegistrationService,
    private readonly other: OtherLinkHandler,
  ) {}

  /**
   * The dialect that answers the request; or a reply if the request is not in the protocol of the device's link. Such a
   * request changes nothing of the device.
   */
  async of(request: DeviceRequest, known: CachedDevice): Promise<ChosenDialect | { readonly reply: DeviceReply }> {
    const { link, registeredAt } = known.device;
    const shown = kindOfRequest(request);
    if (shown === null) return this.unshown(request, known);
    if (registeredAt !== null && shown !== kindOf(known)) return this.another(request, known, shown);
    this.deviceCache.pulse(known.sn).guessed = false;
    const isNews = shown === 'att' ? registeredAt === null : link === 'push-att';
    return { kind: shown, known: isNews ? await this.remember(known, shown) : known };
  }

  private async another(request: DeviceRequest, known: CachedDevice, shown: PushKind) {
    if (!initialises(request, shown, textOf(request.body)))
      return { reply: await this.other.keep(request, known, shown) };
    if (await this.isHeard(known)) return { reply: await this.other.refuse(request, known, shown) };
    // A panel that gets no more than OK registers (Access PUSH 4.1), and that shows its protocol.
    if (shown === 'acc' && request.call !== 'registry') return { reply: ok };
    return { kind: shown, known: await this.remember(known, shown) };
  }

  /** Whether a device with this serial number calls in its present protocol, here or at another gateway. */
  private async isHeard({ sn, device }: CachedDevice): Promise<boolean> {
    const pulse = this.deviceCache.pulse(sn);
    if (pulse.guessed) return false;
    const seconds = Math.max(60, 3 * requestDelayOf(device) + 10);
    if (Date.now() - pulse.seenAt < seconds * 1_000) return true;
    const heard: unknown[] = await this.unitOfWork.manager.query(
      `SELECT 1 FROM device_seen WHERE sn = $1 AND seen_at > clock_timestamp() - $2 * interval '1 second'`,
      [sn, seconds],
    );
    return heard.length > 0;
  }

  private async unshown(request: DeviceRequest, known: CachedDevice): Promise<ChosenDialect> {
    const kind = kindUnshown(request, known);
    if (kind === 'acc' || known.device.registeredAt !== null) return { kind, known };
    if (isFirstContact(request)) return { kind, known: await this.guess(known) };
    // It went on after a guess; if it registers as a panel later, the registration counts.
    this.deviceCache.pulse(known.sn).guessed = true;
    return { kind, known: await this.remember(known, kind) };
  }

  private async guess(known: CachedDevice): Promise<CachedDevice> {
    const { sn } = known;
    if (known.device.link === 'push-att') return known;
    await this.unitOfWork.manager.query(
      `UPDATE device SET link = 'push-att' WHERE sn = $1 AND registered_at IS NULL AND link = 'push-acc'`,
      [sn],
    );
    return (await this.deviceCache.refresh(sn)) ?? known;
  }

  private async remember(known: CachedDevice, kind: PushKind): Promise<CachedDevice> {
    const { sn } = known;
    await this.unitOfWork.run((tx) => this.registrations.speaks(tx, sn, kind === 'att' ? 'push-att' : 'push-acc'));
    this.log.info({ sn, kind }, 'a device has shown which protocol it speaks');
    return (await this.deviceCache.refresh(sn)) ?? known;
  }
}

const kindOf = ({ device }: CachedDevice): PushKind => (device.link === 'push-att' ? 'att' : 'acc');

function kindUnshown(request: DeviceRequest, known: CachedDevice): PushKind {
  const { device } = known;
  if (device.link === 'push-att') return 'att';
  const isNew = device.registeredAt === null && device.registryCode === null;
  return isNew && isFirstContact(request) ? kindOfVersion(request.query.get('pushver')) : 'acc';
}
