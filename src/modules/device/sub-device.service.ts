import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';

type Options = Readonly<Record<string, string>>;

/** A controller behind a master, as the master reports it (Access PUSH 5). */
interface SubDeviceReport {
  readonly sn: string;
  readonly online: boolean;
  /** 0 not authorised, 1 in progress, 2 authorised. */
  readonly step: 0 | 1 | 2 | null;
  readonly info: Options;
  readonly registration: Options;
}

export interface SubDevice {
  readonly subSn: string;
  readonly online: boolean | null;
  readonly isAuthorize: number;
  readonly authorizeInfo: Options;
  readonly registerInfo: Options;
  /** Decision of the operator; null = none yet. */
  readonly authorized: boolean | null;
  readonly updatedAt: Date;
}

const columns = `sub_sn AS "subSn", online, is_authorize AS "isAuthorize", authorize_info AS "authorizeInfo",
  register_info AS "registerInfo", authorized, updated_at AS "updatedAt"`;

/**
 * Sub-controllers of a master. The operator decides which belong to it; the two steps of this (5.3, 5.4) follow from
 * what the master reports, as rows that it should hold.
 */
@Injectable()
export class SubDeviceService {
  list(tx: EntityManager, sn: string): Promise<SubDevice[]> {
    return tx.query(`SELECT ${columns} FROM sub_device WHERE sn = $1 ORDER BY sub_sn`, [sn]);
  }

  async report(tx: EntityManager, sn: string, reports: readonly SubDeviceReport[]): Promise<void> {
    for (const { sn: subSn, online, step, info, registration } of reports) {
      await tx.query(
        `INSERT INTO sub_device AS d (sn, sub_sn, online, is_authorize, authorize_info, register_info)
         VALUES ($1, $2, $3, coalesce($4, 0), $5, $6)
         ON CONFLICT (sn, sub_sn) DO UPDATE SET online = excluded.online,
           is_authorize = coalesce($4, d.is_authorize),
           authorize_info = CASE WHEN excluded.authorize_info = '{}' THEN d.authorize_info
             ELSE excluded.authorize_info END,
           register_info = CASE WHEN $4 = 0 OR excluded.register_info <> '{}' THEN excluded.register_info
             ELSE d.register_info END, updated_at = now()`,
        [sn, subSn, online, step, JSON.stringify(info), JSON.stringify(registration)],
      );
    }
    await recordChange(tx, 'device', [sn]);
  }

  /** @throws Failure notFound for one that the master never reported */
  async authorize(tx: EntityManager, sn: string, subSn: string, authorized: boolean): Promise<SubDevice> {
    await tx.query('UPDATE sub_device SET authorized = $3 WHERE sn = $1 AND sub_sn = $2', [sn, subSn, authorized]);
    const found = (await this.list(tx, sn)).find((device) => device.subSn === subSn);
    if (!found) throw new Failure('notFound', `device ${sn} has reported no sub-controller ${subSn}`);
    // The list of accepted sub-controllers is in memory with the device.
    await tx.query('UPDATE device SET updated_at = clock_timestamp() WHERE sn = $1', [sn]);
    await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
    return found;
  }
}
