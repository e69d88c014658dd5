import { Injectable } from '@nestjs/common';
import { steadyMs } from '../../platform/steady-clock.js';
import { hasToken, matchToken } from '../../protocol/access-push/token.js';
import type { CachedDevice } from '../push/cached-device.js';
import type { DeviceRequest } from '../push/request.js';

/** A device that shows no token may have begun a moment ago, at another gateway, or begin late. */
const patienceMs = 120_000;
/** If it does not begin, it is told again; polls in between are answered as usual. */
const againMs = { token: 15_000, none: 300_000 };

interface Served {
  readonly sn: string;
  readonly device: Pick<CachedDevice['device'], 'registeredAt' | 'link'>;
}

interface Contact {
  /** When it last began to register, or was first heard. */
  beganAt: number;
  toldAt: number;
}

/**
 * Panels that another server served until now, and that still have its session: they poll as if nothing had happened,
 * and would never register here. A 401 makes them register. They lose no data.
 */
@Injectable()
export class CarriedOverDeviceService {
  private readonly heard = new Map<string, Contact>();

  /** Costs next to nothing: most devices have registered, and newcomers poll without a token. */
  mayHaveToBegin(cookie: string, known: Served, now = steadyMs()): boolean {
    if (!isOne(known)) return false;
    if (cookie !== '') return true;
    const heard = this.heard.get(known.sn);
    return heard === undefined || now - Math.max(heard.beganAt, heard.toldAt) >= patienceMs;
  }

  /** The device begins by itself. */
  begins({ sn }: Pick<CachedDevice, 'sn'>, now = steadyMs()): void {
    this.heard.set(sn, { beganAt: now, toldAt: -Infinity });
  }

  /** Whether to refuse the poll, so that the device registers. */
  mustBegin({ cookie }: Pick<DeviceRequest, 'cookie'>, known: Served, now = steadyMs()): boolean {
    const { sn } = known;
    if (!isOne(known)) {
      this.heard.delete(sn);
      return false;
    }
    const { beganAt, toldAt } = this.heard.get(sn) ?? { beganAt: now, toldAt: -Infinity };
    const isOthers = isOfAnotherServer(cookie, sn);
    const tells = isOthers
      ? now - toldAt >= againMs.token
      : now - beganAt >= patienceMs && now - toldAt >= againMs.none;
    this.heard.set(sn, { beganAt, toldAt: tells ? now : toldAt });
    return tells;
  }
}

/** It polls and has never registered here. */
const isOne = ({ device: { registeredAt, link } }: Served): boolean => registeredAt === null && link === 'push-acc';

/** It has no session here yet: it can only show its serial number. */
const isOfAnotherServer = (cookie: string, sn: string): boolean =>
  hasToken(cookie) && matchToken(cookie, { sn, registryCode: '', sessionId: '' }) === null;
