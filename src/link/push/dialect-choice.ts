import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../db/house.js';
import { Work } from '../../db/work.js';
import { RegistrationService } from '../../device/registration.service.js';
import { kindOfRequest, kindOfVersion, type PushKind } from '../../wire/att/choice.js';
import { DeviceDirectory } from './directory.js';
import type { KnownDevice } from './known-device.js';
import { isFirstContact, type DeviceRequest } from './request.js';

export interface Chosen {
  readonly kind: PushKind;
  readonly known: KnownDevice;
}

/** What a stranger seems to speak. */
export const kindOfStranger = (request: DeviceRequest): PushKind =>
  kindOfRequest(request) ?? (isFirstContact(request) ? kindOfVersion(request.query.get('pushver')) : 'acc');

/**
 * Which protocol a device speaks (Attendance PUSH 3): what the request shows by itself, else what it spoke before, else
 * what its version lets expect. Terminals change it when somebody switches it in their menu, so what is shown overrules
 * what is remembered; a guess by version is not remembered.
 */
@Injectable()
export class DialectChoice {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly work: Work,
    private readonly directory: DeviceDirectory,
    private readonly registrations: RegistrationService,
  ) {}

  async of(request: DeviceRequest, known: KnownDevice): Promise<Chosen> {
    const { link, registeredAt } = known.device;
    const shown = kindOfRequest(request);
    if (shown === null) return this.unshown(request, known);
    const isNews = shown === 'att' ? link !== 'push-att' || registeredAt === null : link === 'push-att';
    return { kind: shown, known: isNews ? await this.remember(known, shown) : known };
  }

  private async unshown(request: DeviceRequest, known: KnownDevice): Promise<Chosen> {
    const kind = kindUnshown(request, known);
    if (kind === 'acc' || known.device.registeredAt !== null) return { kind, known };
    return { kind, known: isFirstContact(request) ? await this.guess(known) : await this.remember(known, kind) };
  }

  private async guess(known: KnownDevice): Promise<KnownDevice> {
    const { sn } = known;
    if (known.device.link === 'push-att') return known;
    await this.work.manager.query(
      `UPDATE device SET link = 'push-att' WHERE sn = $1 AND registered_at IS NULL AND link = 'push-acc'`,
      [sn],
    );
    return (await this.directory.refresh(sn)) ?? known;
  }

  private async remember(known: KnownDevice, kind: PushKind): Promise<KnownDevice> {
    const { sn } = known;
    await this.work.run((tx) => this.registrations.speaks(tx, sn, kind === 'att' ? 'push-att' : 'push-acc'));
    this.log.info({ sn, kind }, 'a device has shown which protocol it speaks');
    return (await this.directory.refresh(sn)) ?? known;
  }
}

function kindUnshown(request: DeviceRequest, { device }: KnownDevice): PushKind {
  if (device.link === 'push-att') return 'att';
  const isNew = device.registeredAt === null && device.registryCode === null;
  return isNew && isFirstContact(request) ? kindOfVersion(request.query.get('pushver')) : 'acc';
}
