import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { neighbourhood } from '../../platform/network/neighbourhood.js';
import { CONFIG, LOG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { registrationOf } from '../../modules/device/binding.js';
import { maskOptions } from '../../protocol/access-push/secrets.js';
import { DeviceCache } from './device-cache.js';
import type { CachedDevice } from './cached-device.js';
import { readVersion } from '../../protocol/access-push/version.js';
import { waitingRoom } from '../attendance-push/att-handshake.js';
import { kindOfStranger } from './dialect-choice.service.js';
import { kindOfRequest, type PushKind } from '../../protocol/attendance-push/choice.js';
import { Pace } from './pace.js';
import { registrationShown } from './registration-shown.js';
import { ok, refuse, say, unavailable, type DeviceReply } from './reply.js';
import { isFirstContact, type DeviceRequest } from './request.js';

export type Admitted = { readonly device: CachedDevice } | { readonly refusal: DeviceReply };

/** The most strangers that may wait for approval (docs/rules.md 7). */
const mostPending = 1_000;

/**
 * The most new serial numbers that cost a query: from one address and in all, with manual and with automatic approval
 * (docs/rules.md 7).
 */
const paces = {
  manual: { each: [30, 60_000], all: [100, 1_000] },
  auto: { each: [200, 1_000], all: [2_000, 1_000] },
} as const;
/**
 * How often a number that waits or was refused is looked up in the database. Approvals reach the memory by
 * notification.
 */
const looks = { each: [10, 10_000], all: [100, 1_000] } as const;

/** Unknown devices are seen and listed, not served, until an operator approves them. */
@Injectable()
export class AdmissionService {
  private readonly news: Limits;
  private readonly looks = limits(looks);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
  ) {
    this.news = limits(paces[config.deviceApproval]);
  }

  async admit(request: DeviceRequest, known: CachedDevice | undefined): Promise<Admitted> {
    if (known?.status === 'approved') return { device: known };
    // An approval of this very moment may not be in memory yet.
    const now = known && isFree(this.looks, request.sn) ? await this.deviceCache.refresh(request.sn) : known;
    if (now?.status === 'approved') return { device: now };
    return now ? this.admitKnown(request, now) : this.admitNew(request);
  }

  /** An unknown number: a flood of them costs the database nothing. */
  private async admitNew(request: DeviceRequest): Promise<Admitted> {
    const isAuto = this.config.deviceApproval === 'auto';
    if (!isFree(this.news, neighbourhood(request.address))) {
      return { refusal: isAuto ? unavailable : this.refusal(request, undefined) };
    }
    const known = await this.deviceCache.get(request.sn);
    if (known?.status === 'approved') return { device: known };
    if (known) return this.admitKnown(request, known);
    if (isAuto) return { device: await this.approve(request) };
    await this.record(request, 'pending');
    return { refusal: this.refusal(request, undefined) };
  }

  private async admitKnown(request: DeviceRequest, known: CachedDevice): Promise<Admitted> {
    if (known.status === 'pending') {
      if (this.config.deviceApproval === 'auto') return { device: await this.approve(request) };
      await this.noteRegistration(request, known);
    }
    return { refusal: this.refusal(request, known) };
  }

  /**
   * What a device shows while it waits: an operator sees it, and approval binds the device to it (docs/rules.md 11).
   */
  private async noteRegistration(request: DeviceRequest, { sn, device }: CachedDevice): Promise<void> {
    if (request.address !== device.address) return;
    const { mac, model } = registrationShown(request);
    const before = registrationOf(device);
    if ((mac === '' || mac === before.mac) && (model === '' || model === before.model)) return;
    if (!isFree(this.looks, sn)) return;
    const told = { ...(mac === '' ? {} : { MAC: mac }), ...(model === '' ? {} : { DeviceName: model }) };
    await this.unitOfWork.manager.query(
      `UPDATE device SET options = options || $2::jsonb, type = coalesce(nullif($3, ''), type)
       WHERE sn = $1 AND status = 'pending'`,
      [sn, JSON.stringify(maskOptions(told)), model],
    );
  }

  /**
   * 2xx makes some firmware believe that its setup is complete (docs/field-notes.md 4): only a first contact gets one.
   */
  private refusal(request: DeviceRequest, known: CachedDevice | undefined): DeviceReply {
    if (request.call === 'registry') return refuse(406, '406');
    const waiting = known === undefined || known.status === 'pending';
    if (waiting && isFirstContact(request)) return this.welcome(request, kindOfStranger(request));
    return refuse(403, 'this device is not approved');
  }

  /**
   * An attendance terminal takes OK for acceptance and would send data that is not stored. So it is told to keep its
   * data.
   */
  welcome({ sn, query }: Pick<DeviceRequest, 'sn' | 'query'>, kind: PushKind): DeviceReply {
    if (kind === 'acc') return ok;
    return say(waitingRoom(sn, readVersion(query.get('pushver')), this.config.siteTimeZone));
  }

  /** Approves the device automatically, on its first call. */
  private async approve(request: DeviceRequest): Promise<CachedDevice> {
    await this.record(request, 'approved');
    const known = await this.deviceCache.refresh(request.sn);
    if (!known) throw new Error(`device ${request.sn} vanished while it was being approved`);
    return known;
  }

  private async record(request: DeviceRequest, status: 'approved' | 'pending'): Promise<void> {
    const { sn, address, query } = request;
    const isAtt = kindOfRequest(request) === 'att';
    const [link, module] = isAtt ? ['push-att', 'att'] : ['push-acc', 'acc'];
    await this.unitOfWork.run(async (tx) => {
      const rows: { sn: string }[] = await tx.query(
        `INSERT INTO device (sn, id, name, status, address, push_version, link, module, addresses, bound_at)
         SELECT $1, $2, $1, $3, $4, $5, $7, $8, CASE WHEN $3 = 'approved' THEN ARRAY[$4] ELSE '{}' END, clock_timestamp()
         WHERE $3 = 'approved' OR (SELECT count(*) FROM device WHERE status = 'pending') < $6
         ON CONFLICT (sn) DO UPDATE SET status = $3, address = $4, addresses = ARRAY[$4], bound_at = clock_timestamp()
         WHERE device.status = 'pending' AND $3 = 'approved'
         RETURNING sn`,
        [sn, newId(), status, address, readVersion(query.get('pushver')), mostPending, link, module],
      );
      if (rows.length > 0 && status === 'approved') await recordChange(tx, 'device', [sn]);
      notify(tx, 'device', sn);
    });
    this.log.info({ sn, address, status }, 'a new device called');
  }
}

interface Limits {
  readonly each: Pace;
  readonly all: Pace;
}

type Numbers = Readonly<Record<keyof Limits, readonly [most: number, perMs: number]>>;

const limits = ({ each, all }: Numbers): Limits => ({ each: new Pace(...each), all: new Pace(...all) });

const isFree = ({ each, all }: Limits, key: string): boolean => each.isFree(key) && all.isFree('');
