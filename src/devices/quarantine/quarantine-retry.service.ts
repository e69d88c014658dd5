import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { steadyMs } from '../../platform/steady-clock.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { sealedReason } from './quarantined.js';
import { ReplayService, type StoredBody } from './replay.service.js';

/** One call reads at most this many bodies, and begins no further one after this time. */
export const mostBodies = 100;
const longestMs = 5_000;
const longestReason = 500;

/** What became of one body: null = all of it is stored. */
interface RetryResult {
  readonly name: string;
  readonly stays: string | null;
}

export interface Retried {
  /** Rows that were missing here, and rows that were not. */
  readonly stored: number;
  readonly repeated: number;
  /** Bodies that stay. */
  readonly kept: number;
  /** Where the next call continues; null = all were tried. */
  readonly next: string | null;
  readonly tried: readonly RetryResult[];
}

const every = `SELECT 'p' AS kind, id FROM quarantine WHERE sn = $1
  UNION ALL SELECT 's', id FROM device_upload WHERE sn = $1`;

const tables = { p: 'quarantine', s: 'device_upload' } as const;

/**
 * Tries again to read bodies in quarantine. If it is called twice, or by two callers at once, each row is stored once.
 */
@Injectable()
export class QuarantineRetryService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
    private readonly deviceCache: DeviceCache,
    private readonly replays: ReplayService,
  ) {}

  /**
   * Reads bodies of a device again, the oldest first. Quarantine itself changes only in `settle`.
   * @param names the bodies to read, or all
   * @param after the last one that was tried
   */
  async read(sn: string, names: readonly string[] | null, after: string | null): Promise<Retried> {
    const known = await this.deviceCache.refresh(sn);
    if (!known) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    if (known.status !== 'approved') throw new Failure('conflict', `device ${sn} is ${known.status}`);
    const found = await this.find(sn, names, after);
    const until = steadyMs() + longestMs;
    const tried: RetryResult[] = [];
    const sum = { stored: 0, repeated: 0 };
    for (const name of found.slice(0, mostBodies)) {
      if (tried.length > 0 && steadyMs() > until) break;
      const one = await this.readOne(known, name);
      sum.stored += one.stored;
      sum.repeated += one.repeated;
      tried.push(one);
    }
    const kept = tried.filter(({ stays }) => stays !== null).length;
    return { ...sum, kept, next: found.length > tried.length ? (tried.at(-1)?.name ?? null) : null, tried };
  }

  /** If all of a body is stored, it is removed. Otherwise it stays, with the reason. */
  async settle(tx: EntityManager, sn: string, { tried }: Pick<Retried, 'tried'>): Promise<void> {
    for (const { name, stays } of tried) {
      const table = tableOf(name);
      const id = name.slice(1);
      if (stays === null) await tx.query(`DELETE FROM ${table} WHERE sn = $1 AND id = $2`, [sn, id]);
      else {
        const because = stays.replaceAll('\0', '').slice(0, longestReason);
        await tx.query(`UPDATE ${table} SET retried_at = now(), stays = $3 WHERE sn = $1 AND id = $2`, [
          sn,
          id,
          because,
        ]);
      }
    }
  }

  /** In the order in which they came, those in plain text before those that are sealed. */
  private async find(sn: string, names: readonly string[] | null, after: string | null): Promise<string[]> {
    const { manager } = this.unitOfWork;
    if (names) {
      const there: { name: string }[] = await manager.query(
        `SELECT kind || id AS name FROM (${every}) e WHERE kind || id = ANY($2)`,
        [sn, names],
      );
      const missing = names.filter((one) => !there.some(({ name }) => name === one));
      if (missing.length > 0) throw new Failure('notFound', `device ${sn} has no ${missing.join(', ')} in quarantine`);
    }
    const rows: { name: string }[] = await manager.query(
      `SELECT kind || id AS name FROM (${every}) e
       WHERE ($2::text IS NULL OR (kind, id) > ($2::text, $3::bigint)) AND ($4::text[] IS NULL OR kind || id = ANY($4))
       ORDER BY kind, id LIMIT $5`,
      [sn, after?.slice(0, 1), after?.slice(1), names, mostBodies + 1],
    );
    return rows.map(({ name }) => name);
  }

  private async readOne(
    known: CachedDevice,
    name: string,
  ): Promise<RetryResult & { stored: number; repeated: number }> {
    const kept = await this.bodyOf(known.sn, name);
    // Another call was faster.
    if (kept === null) return { name, stays: null, stored: 0, repeated: 0 };
    if (kept === 'damaged') return { name, stays: 'its seal cannot be opened', stored: 0, repeated: 0 };
    const { stored, repeated, refused } = await this.replays.read(kept, known);
    return { name, stays: refused.size === 0 ? null : [...refused].join('; '), stored, repeated };
  }

  private async bodyOf(sn: string, name: string): Promise<StoredBody | 'damaged' | null> {
    const { manager } = this.unitOfWork;
    if (name.startsWith('p')) {
      const [row] = await manager.query<StoredBody[]>(
        'SELECT path, reason, body, received_at AS "receivedAt" FROM quarantine WHERE sn = $1 AND id = $2',
        [sn, name.slice(1)],
      );
      return row ?? null;
    }
    const [row] = await manager.query<{ sealedTable: string; body: Buffer; receivedAt: Date }[]>(
      `SELECT table_name AS "sealedTable", body, received_at AS "receivedAt" FROM device_upload
       WHERE sn = $1 AND id = $2`,
      [sn, name.slice(1)],
    );
    if (!row) return null;
    try {
      return { ...row, path: '', reason: sealedReason, body: this.sealedBox.open(row.body) };
    } catch {
      return 'damaged';
    }
  }
}

const tableOf = (name: string) => (name.startsWith('p') ? tables.p : tables.s);
