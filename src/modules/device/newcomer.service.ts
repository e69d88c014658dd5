import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { elsewhere, type Registration } from './binding.js';
import { Device, lastSeen } from './device.entity.js';
import { offlineAfter } from './request-delay.js';
import { DeviceRegistrationService } from './device-registration.service.js';

/** The most that are listed for each device; callers from further addresses are refused, too. */
export const mostNewcomers = 20;
const keptDays = 7;

/** A caller with the serial number of a device, from an address that is not the device's. */
export interface Newcomer extends Registration {
  readonly address: string;
  readonly calls: number;
  /** The device itself has called in between. */
  readonly duplicate: boolean;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** What was seen of a newcomer since the last write. */
export interface Sighting extends Registration {
  readonly sn: string;
  readonly address: string;
  readonly calls: number;
  readonly duplicate: boolean;
}

/** Callers with a device's number from other addresses, and how such an address becomes the device's own. */
@Injectable()
export class NewcomerService {
  constructor(private readonly registrations: DeviceRegistrationService) {}

  async list(tx: EntityManager, { sn, addresses }: Pick<Device, 'sn' | 'addresses'>): Promise<Newcomer[]> {
    const all = await tx.query<Newcomer[]>(
      `SELECT address, mac, model, firmware, calls, duplicate, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
       FROM device_newcomer WHERE sn = $1 AND last_seen_at > clock_timestamp() - interval '${keptDays} days'
       ORDER BY last_seen_at DESC, address`,
      [sn],
    );
    const others = new Set(
      elsewhere(
        addresses,
        all.map(({ address }) => address),
      ),
    );
    return all.filter(({ address }) => others.has(address));
  }

  /** @returns what is new about it: that it exists, that it and the device call in turns */
  async note(tx: EntityManager, seen: Sighting): Promise<{ isNew: boolean; isNewDuplicate: boolean }> {
    const { sn, address, mac, model, firmware, calls, duplicate } = seen;
    await tx.query(
      `DELETE FROM device_newcomer WHERE sn = $1 AND last_seen_at < clock_timestamp() - interval '${keptDays} days'`,
      [sn],
    );
    const [before] = await tx.query<{ duplicate: boolean }[]>(
      'SELECT duplicate FROM device_newcomer WHERE sn = $1 AND address = $2',
      [sn, address],
    );
    // Values that are missing this time may have been there before.
    const written: unknown[] = await tx.query(
      `INSERT INTO device_newcomer AS n (sn, address, mac, model, firmware, calls, duplicate)
       SELECT $1, $2, $3, $4, $5, $6, $7
       WHERE (SELECT count(*) FROM device_newcomer WHERE sn = $1 AND address <> $2) < ${mostNewcomers}
       ON CONFLICT (sn, address) DO UPDATE SET calls = n.calls + excluded.calls, last_seen_at = clock_timestamp(),
         duplicate = n.duplicate OR excluded.duplicate, mac = coalesce(nullif(excluded.mac, ''), n.mac),
         model = coalesce(nullif(excluded.model, ''), n.model),
         firmware = coalesce(nullif(excluded.firmware, ''), n.firmware)
       RETURNING n.sn`,
      [sn, address, mac, model, firmware, calls, duplicate],
    );
    return {
      isNew: before === undefined && written.length > 0,
      isNewDuplicate: duplicate && before?.duplicate !== true && written.length > 0,
    };
  }

  /** The first address that a device calls from becomes its own. @returns false if it has one already */
  async bind(tx: EntityManager, sn: string, address: string): Promise<boolean> {
    const bound: [unknown[], number] = await tx.query(
      `UPDATE device SET addresses = ARRAY[$2], address = $2, bound_at = clock_timestamp(),
         verify_due = verify_due OR registered_at IS NOT NULL
       WHERE sn = $1 AND addresses = '{}' AND status = 'approved' RETURNING sn`,
      [sn, address],
    );
    if (bound[1] === 0) return false;
    await tx.query('DELETE FROM device_newcomer WHERE sn = $1 AND address = $2', [sn, address]);
    notify(tx, 'device', sn);
    return true;
  }

  /** An operator confirms that the newcomer is the device. */
  async admit(tx: EntityManager, sn: string, address: string, keep: boolean): Promise<Device> {
    const device = await tx.findOne(Device, { where: { sn }, lock: { mode: 'pessimistic_write' } });
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    const newcomers = await this.list(tx, device);
    if (!newcomers.some((one) => one.address === address)) {
      throw new Failure('notFound', `nobody called with the number of device ${sn} from ${address} lately`);
    }
    const addresses = keep ? [...new Set([...device.addresses, address])] : [address];
    await tx.query(
      `UPDATE device SET addresses = $3, address = $2, bound_at = clock_timestamp(), verify_due = true WHERE sn = $1`,
      [sn, address, addresses],
    );
    await this.moved(tx, sn, address);
    return tx.findOneByOrFail(Device, { sn });
  }

  /**
   * The newcomer has the identity of the device: it is let in if the device has been silent for as long as makes it
   * offline.
   * @returns false if it has not
   */
  async takeOver(tx: EntityManager, sn: string, address: string): Promise<boolean> {
    const taken: [{ old: string }[], number] = await tx.query(
      `UPDATE device d SET addresses = ARRAY[$2], address = $2, bound_at = clock_timestamp(), verify_due = true
       FROM (SELECT sn, array_to_string(addresses, ', ') AS old FROM device WHERE sn = $1 FOR UPDATE) o
       WHERE d.sn = o.sn AND status = 'approved' AND address_mode = 'pin' AND NOT online
         -- Silent while the gateway listened, not while it was down.
         AND (offline_since IS NOT NULL OR ${lastSeen('d')} IS NULL)
         AND greatest(coalesce(${lastSeen('d')}, created_at), bound_at) < clock_timestamp() - ${offlineAfter}
       RETURNING o.old`,
      [sn, address],
    );
    const [old] = taken[0].map((row) => row.old);
    if (old === undefined) return false;
    const text = `it calls from ${address} now, ${old} is silent: let in by itself, what it holds is compared`;
    await this.registrations.alert(tx, sn, text, 'newAddress');
    await this.moved(tx, sn, address);
    return true;
  }

  private async moved(tx: EntityManager, sn: string, address: string): Promise<void> {
    await tx.query('DELETE FROM device_newcomer WHERE sn = $1 AND address = $2', [sn, address]);
    notify(tx, 'device', sn);
    notify(tx, 'due', sn);
  }
}
