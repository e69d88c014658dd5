import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { stateChange } from '../../change/change.service.js';
import { CONFIG, LOG } from '../../db/house.js';
import { newId } from '../../db/id.js';
import { hint, Work } from '../../db/work.js';
import { DeviceDirectory } from './directory.js';
import type { KnownDevice } from './known-device.js';
import { readVersion } from '../../wire/push/version.js';
import { waitingRoom } from './att/att-handshake.js';
import { kindOfStranger } from './dialect-choice.js';
import { kindOfRequest } from '../../wire/att/choice.js';
import { ok, refuse, say, type DeviceReply } from './reply.js';
import { isFirstContact, type DeviceRequest } from './request.js';

export type Admitted = { readonly device: KnownDevice } | { readonly refusal: DeviceReply };

/** Strangers that may wait for approval at once, and new ones a minute from one address (rules 7). */
const mostPending = 1_000;
const newPerMinute = 30;

/** Unknown devices are seen and listed, not served, until an operator approves them. */
@Injectable()
export class Strangers {
  private readonly recent = new Map<string, { since: number; count: number }>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly work: Work,
    private readonly directory: DeviceDirectory,
  ) {}

  async admit(request: DeviceRequest, known: KnownDevice | undefined): Promise<Admitted> {
    if (known?.status === 'approved') return { device: known };
    // An approval of this very moment may not have reached memory yet.
    const now = known && (await this.directory.refresh(request.sn));
    if (now?.status === 'approved') return { device: now };
    return this.admitStranger(request, now);
  }

  private async admitStranger(request: DeviceRequest, known: KnownDevice | undefined): Promise<Admitted> {
    const approvable = known === undefined || known.status === 'pending';
    if (approvable && this.config.deviceApproval === 'auto') return { device: await this.approve(request) };
    if (!known && this.mayBeListed(request.address)) await this.record(request, 'pending');
    return { refusal: this.refusal(request, known) };
  }

  /** 2xx makes some firmware believe that its set-up is done (field note 4): only a first contact gets one. */
  private refusal(request: DeviceRequest, known: KnownDevice | undefined): DeviceReply {
    if (request.call === 'registry') return refuse(406, '406');
    const waiting = known === undefined || known.status === 'pending';
    if (waiting && isFirstContact(request)) return this.welcome(request);
    return refuse(403, 'this device is not approved');
  }

  /** An attendance terminal takes OK for yes, and would send what nobody takes: it is told to keep it. */
  private welcome(request: DeviceRequest): DeviceReply {
    if (kindOfStranger(request) === 'acc') return ok;
    const version = readVersion(request.query.get('pushver'));
    return say(waitingRoom(request.sn, version, this.config.siteTimeZone));
  }

  private mayBeListed(address: string): boolean {
    const now = Date.now();
    const window = this.recent.get(address);
    if (!window || now - window.since > 60_000) {
      if (this.recent.size > 10_000) this.recent.clear();
      this.recent.set(address, { since: now, count: 1 });
      return true;
    }
    window.count++;
    return window.count <= newPerMinute;
  }

  /** Approved by itself, on its first call. */
  private async approve(request: DeviceRequest): Promise<KnownDevice> {
    await this.record(request, 'approved');
    const known = await this.directory.refresh(request.sn);
    if (!known) throw new Error(`device ${request.sn} vanished while it was being approved`);
    return known;
  }

  private async record(request: DeviceRequest, status: 'approved' | 'pending'): Promise<void> {
    const { sn, address, query } = request;
    const isAtt = kindOfRequest(request) === 'att';
    const [link, module] = isAtt ? ['push-att', 'att'] : ['push-acc', 'acc'];
    await this.work.run(async (tx) => {
      const rows: { sn: string }[] = await tx.query(
        `INSERT INTO device (sn, id, name, status, address, push_version, link, module)
         SELECT $1, $2, $1, $3, $4, $5, $7, $8
         WHERE $3 = 'approved' OR (SELECT count(*) FROM device WHERE status = 'pending') < $6
         ON CONFLICT (sn) DO UPDATE SET status = $3 WHERE device.status = 'pending' AND $3 = 'approved'
         RETURNING sn`,
        [sn, newId(), status, address, readVersion(query.get('pushver')), mostPending, link, module],
      );
      if (rows.length > 0 && status === 'approved') await stateChange(tx, 'device', [sn]);
      hint(tx, 'device', sn);
    });
    this.log.info({ sn, address, status }, 'a new device called');
  }
}
