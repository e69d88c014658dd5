import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isAmong, isSameRegistration, registrationOf, type Registration } from '../../modules/device/binding.js';
import { mostNewcomers, NewcomerService } from '../../modules/device/newcomer.service.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { matchToken } from '../../protocol/access-push/token.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice } from './cached-device.js';
import { Pace } from './pace.js';
import { registrationShown } from './registration-shown.js';
import { refuse, type DeviceReply } from './reply.js';
import { isFirstContact, type DeviceRequest } from './request.js';
import { AdmissionService, type Admitted } from './admission.service.js';

/** The parts of a request that identify the caller. */
export type Calling = Pick<DeviceRequest, 'sn' | 'address' | 'method' | 'call' | 'query' | 'body' | 'cookie'>;

/** News about a caller is written at once, everything else at this interval. */
const writeEveryMs = 30_000;
const forgottenMs = 600_000;
/** The most writes about newcomers of all devices in a second, so that a flood costs little. */
const writesPerSecond = 20;
/** No device counts as silent before the gateway has listened for that long (docs/rules.md 4). */
const listenMs = 60_000;
const tryEveryMs = 1_000;
interface Seen {
  /** Since when the device has its present addresses, from which this caller does not call. */
  readonly boundAt: number;
  readonly firstAt: number;
  lastAt: number;
  writtenAt: number;
  /** Calls since the last write. */
  calls: number;
  shown: Registration;
  duplicate: boolean;
  triedAt: number;
}

/**
 * A serial number is no secret, so a device is bound to the addresses that it calls from (docs/rules.md 11). A caller
 * with its number from another address is held: it is listed and reported, nothing that it sends counts, and it is
 * given nothing. It is let in by an operator, or when it proves to be the device and the device is silent.
 */
@Injectable()
export class NewcomerHandler {
  private readonly seen = new Map<string, Map<string, Seen>>();
  private readonly writes = new Pace(writesPerSecond, 1_000);

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly newcomers: NewcomerService,
    private readonly registrations: DeviceRegistrationService,
    private readonly admission: AdmissionService,
  ) {}

  /** From memory only: whether a caller from this address is served at all. */
  isServed(known: CachedDevice, address: string): boolean {
    const { addressMode, addresses } = known.device;
    return addressMode !== 'pin' || addresses.length === 0 || isOwn(known, address);
  }

  /** From memory only: whether no check is needed. Records that the device itself has called. */
  isAtHome(known: CachedDevice, address: string): boolean {
    const { sn, device } = known;
    if (device.addressMode === 'off' && device.addresses.length > 0) return true;
    if (!isOwn(known, address)) return false;
    this.deviceCache.pulse(sn).homeAt = Date.now();
    return true;
  }

  async admit(calling: Calling, known: CachedDevice): Promise<Admitted> {
    if (this.isAtHome(known, calling.address)) return { device: known };
    if (known.device.addresses.length === 0) return this.bind(calling, known);
    const seen = this.see(calling, known);
    if (known.device.addressMode === 'warn') {
      if (seen) await this.write(calling, known, seen);
      return { device: known };
    }
    const moved = seen && (await this.takeOver(calling, known, seen));
    if (moved) return { device: moved };
    if (seen) await this.write(calling, known, seen);
    return { refusal: this.refusal(calling, known) };
  }

  /** Another gateway may have bound the device at the same moment, to another address. */
  private async bind(calling: Calling, { sn }: CachedDevice): Promise<Admitted> {
    await this.unitOfWork.run((tx) => this.newcomers.bind(tx, sn, calling.address));
    const now = await this.deviceCache.refresh(sn);
    if (now?.status !== 'approved' || now.device.addresses.length === 0) {
      return { refusal: refuse(403, 'this device is not approved') };
    }
    return this.admit(calling, now);
  }

  /** The caller registers again, as devices do after a 401, and keeps its data. */
  private refusal(calling: Calling, known: CachedDevice): DeviceReply {
    if (calling.call === 'registry') return refuse(406, '406');
    if (isFirstContact(calling)) return this.admission.welcome(calling, kindOf(known));
    return refuse(401, '401');
  }

  /** Null if there are too many callers to look at each of them. */
  private see(calling: Calling, { sn, device }: CachedDevice): Seen | null {
    const all = this.seen.get(sn) ?? new Map<string, Seen>();
    this.seen.set(sn, all);
    const now = Date.now();
    const known = all.get(calling.address);
    const told = registrationShown(calling);
    const shown = known ? merged(known.shown, told) : told;
    const boundAt = device.boundAt?.getTime() ?? 0;
    // What it did before the device was bound again does not count.
    if (known?.boundAt === boundAt) {
      known.calls++;
      known.lastAt = now;
      known.shown = shown;
      return known;
    }
    if (!known && !hasRoom(all, now)) return null;
    const first = { boundAt, firstAt: now, lastAt: now, writtenAt: 0, calls: 1, shown, duplicate: false, triedAt: 0 };
    all.set(calling.address, first);
    return first;
  }

  private async write(calling: Calling, { sn, device }: CachedDevice, seen: Seen): Promise<void> {
    const now = Date.now();
    // The device called after the newcomer, and now the newcomer calls again: both exist.
    const duplicate = seen.duplicate || this.deviceCache.pulse(sn).homeAt > seen.firstAt;
    const isNews = duplicate !== seen.duplicate || says(registrationShown(calling));
    if (seen.writtenAt > 0 && now - seen.writtenAt < (isNews ? tryEveryMs : writeEveryMs)) return;
    if (!this.writes.isFree('')) return;
    const { address } = calling;
    const sighting = { sn, address, ...seen.shown, calls: seen.calls, duplicate };
    Object.assign(seen, { writtenAt: now, calls: 0, duplicate });
    const news = await this.unitOfWork.run(async (tx) => {
      const { isNew, isNewDuplicate } = await this.newcomers.note(tx, sighting);
      const what = device.addressMode === 'pin' ? 'it is held' : 'it is served as well';
      if (isNew) {
        const text = `${address} calls with its serial number, it is bound to ${device.addresses.join(', ')}: ${what}`;
        await this.registrations.alert(tx, sn, text, 'newcomer');
      }
      if (isNewDuplicate) {
        const text = `${address} and ${device.addresses.join(', ')} call in turns with its serial number`;
        await this.registrations.alert(tx, sn, text, 'deviceDuplicate');
      }
      return isNew || isNewDuplicate;
    });
    if (news) this.log.warn({ sn, address, duplicate }, "a newcomer calls with a device's serial number");
  }

  /** The gateway asks its own memory first, so only a caller that may be let in costs a query. */
  private async takeOver(calling: Calling, known: CachedDevice, seen: Seen): Promise<CachedDevice | null> {
    const { sn } = known;
    const now = Date.now();
    if (!this.isSilent(known) || now - seen.triedAt < tryEveryMs || !isTheDevice(calling, known, seen)) return null;
    seen.triedAt = now;
    const isTaken = await this.unitOfWork.run((tx) => this.newcomers.takeOver(tx, sn, calling.address));
    if (!isTaken) return null;
    this.seen.get(sn)?.delete(calling.address);
    this.log.warn({ sn, address: calling.address }, 'a device calls from a new address, and is let in');
    const fresh = await this.deviceCache.refresh(sn);
    return fresh && this.isAtHome(fresh, calling.address) ? fresh : null;
  }

  private isSilent({ sn, device }: CachedDevice): boolean {
    const isOnline = device.online || this.deviceCache.pulse(sn).online;
    return !isOnline && steadyMs() - this.deviceCache.listeningSince >= listenMs;
  }
}

const isOwn = ({ device, networks }: CachedDevice, address: string): boolean =>
  isAmong(device.addresses, networks, address);

/** The newcomer that has been silent longest is forgotten to make room. */
function hasRoom(all: Map<string, Seen>, now: number): boolean {
  if (all.size < mostNewcomers) return true;
  for (const [address, { lastAt }] of all) if (now - lastAt > forgottenMs) all.delete(address);
  return all.size < mostNewcomers;
}

const isTheDevice = (calling: Calling, known: CachedDevice, { shown }: Seen): boolean =>
  isSameRegistration(registrationOf(known.device), shown) || hasSession(calling, known);

const kindOf = ({ device }: CachedDevice) => (device.link === 'push-att' ? 'att' : 'acc');

const says = ({ mac, model, firmware }: Registration) => mac !== '' || model !== '' || firmware !== '';

const merged = (before: Registration, now: Registration): Registration => (says(now) ? now : before);

/** The token of the device's last session. A caller that has it was there when the device registered. */
function hasSession({ cookie, sn }: Calling, { device }: CachedDevice): boolean {
  const { registryCode, sessionId, previousSessionId } = device;
  if (cookie === '' || registryCode === null || sessionId === null) return false;
  const form = matchToken(cookie, { sn, registryCode, sessionId, previousSessionId: previousSessionId ?? '' });
  return form === 'session' || form === 'previousSession';
}
