import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { CachedDevice } from '../push/cached-device.js';
import { knowsAccount } from './reconciliation.service.js';

/** Late events have this long to come unasked. */
const patienceSeconds = 600;
/** A larger difference is no gap: the device numbers its events differently. */
const widest = 100_000;

interface Gap {
  start: number;
  end: number;
  /** The event before it. */
  readonly since: string;
}

/**
 * Watches for event numbers that a device left out. They are noted and, if they do not come unasked, requested. Some
 * devices leave out numbers regularly. So each gap without events makes the next one wait six times as long.
 */
@Injectable()
export class GapWatchService {
  private readonly gaps = new Map<string, Gap>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param last the highest index before this upload, and when that event happened */
  note({ sn, device }: CachedDevice, last: { index: number; time: string }, next: number): void {
    if (last.index <= 0 || next - last.index < 2 || next - last.index > widest) return;
    if (device.reconcile === 'off' || !knowsAccount(device)) return;
    const gap = this.gaps.get(sn) ?? { start: last.index + 1, end: next - 1, since: last.time };
    gap.start = Math.min(gap.start, last.index + 1);
    gap.end = Math.max(gap.end, next - 1);
    this.gaps.set(sn, gap);
  }

  /** Written only now and then, not with every event. */
  async save(): Promise<void> {
    const gaps = [...this.gaps];
    this.gaps.clear();
    for (const [sn, { start, end, since }] of gaps) {
      await this.unitOfWork.manager.query(
        `INSERT INTO reconciliation AS r (sn, cause, status, range, way, due_at)
         SELECT $1, 'gap', 'waiting', jsonb_build_object('startIndex', $2::bigint, 'endIndex', $3::bigint, 'since', $4::text),
           'account', clock_timestamp() + least(86400, $5::float8 * 6 ^ (
             SELECT count(*)::float8 FROM (SELECT sum(coalesce(sum(p.stored), 0)) OVER (ORDER BY g.id DESC) AS found
               FROM reconciliation g LEFT JOIN account_package p ON p.reconciliation_id = g.id
               WHERE g.sn = $1 AND g.cause = 'gap' AND g.status = 'done' GROUP BY g.id ORDER BY g.id DESC LIMIT 5) e
             WHERE e.found = 0)) * interval '1 second'
         ON CONFLICT (sn) WHERE status = 'waiting' DO UPDATE SET range = jsonb_build_object(
           'startIndex', least((r.range->>'startIndex')::bigint, $2::bigint),
           'endIndex', greatest((r.range->>'endIndex')::bigint, $3::bigint), 'since', r.range->>'since')`,
        [sn, start, end, since, patienceSeconds],
      );
    }
  }
}
