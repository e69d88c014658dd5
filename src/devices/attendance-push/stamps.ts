import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Stamps } from '../../protocol/attendance-push/handshake.js';
import { nextStamp } from '../../protocol/attendance-push/stamp.js';
import type { DeviceRequest } from '../push/request.js';

/** Tables with a stamp of their own. */
export const stampTables = [
  'attlog',
  'operlog',
  'attphoto',
  'biodata',
  'idcard',
  'errorlog',
] as const satisfies (keyof Stamps)[];
export type StampTable = (typeof stampTables)[number];

/** Every table without a stamp of its own uses the one of OPERLOG (Attendance PUSH 4.5). */
export const stampTableOf = (table: string): StampTable => stampTables.find((name) => name === table) ?? 'operlog';

const all = '0';
/** How long after a first contact its backlog may begin, and after each upload of it the next one may come. */
const firstSeconds = 120;
const backlogSeconds = 60;

interface StoredStamps {
  readonly stamp: string;
  /**
   * Everything is to be sent again, but the device has not been told yet: what it sends until then is not the backlog.
   */
  readonly isWaiting: boolean;
  /** Epoch milliseconds. */
  readonly backlogUntil: number;
}

/** A device that sends before it has made contact sends old rows. */
const unseen: StoredStamps = { stamp: all, isWaiting: false, backlogUntil: Infinity };

/**
 * Where attendance terminals resume their transfers (Attendance PUSH 4.5). A stamp is written after the commit of the
 * upload that brought it, never before. If a stamp is lost, rows come twice, and repeated rows do no harm.
 */
@Injectable()
export class AttStampService {
  private readonly known = new Map<string, StoredStamps>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The stamps for the answer to a first contact: everything is requested if nothing has come yet. */
  async told(sn: string): Promise<Stamps> {
    await this.unitOfWork.manager.query(
      `INSERT INTO att_stamp (sn, table_name, stamp, backlog_until)
       SELECT $1, unnest($2::text[]), $3, clock_timestamp() + $4 * interval '1 second'
       ON CONFLICT (sn, table_name) DO UPDATE SET backlog_until = excluded.backlog_until
       WHERE att_stamp.stamp = excluded.stamp`,
      [sn, stampTables, all, firstSeconds],
    );
    const rows: { table_name: StampTable; stamp: string }[] = await this.unitOfWork.manager.query(
      'SELECT table_name, stamp FROM att_stamp WHERE sn = $1',
      [sn],
    );
    // Another gateway may have changed them; uploads fill the memory again.
    for (const table of stampTables) this.known.delete(keyOf(sn, table));
    const stamps = new Map(rows.map(({ table_name, stamp }) => [table_name, stamp]));
    return Object.fromEntries(stampTables.map((table) => [table, stamps.get(table) ?? all])) as unknown as Stamps;
  }

  /** At its next first contact the device is told to send these tables again, from the first row to the last. */
  async reset(tx: EntityManager, sn: string, which: readonly StampTable[]): Promise<void> {
    for (const table of which) {
      await tx.query(
        `INSERT INTO att_stamp (sn, table_name, stamp) VALUES ($1, $2, $3)
         ON CONFLICT (sn, table_name) DO UPDATE SET stamp = excluded.stamp, backlog_until = NULL`,
        [sn, table, all],
      );
      this.known.delete(keyOf(sn, table));
    }
  }

  /** Whether the present upload belongs to the device's backlog: it may be older than what is stored here. */
  async isBacklog(sn: string, table: StampTable): Promise<boolean> {
    const { backlogUntil } = await this.find(sn, table);
    return backlogUntil > Date.now();
  }

  /** Called after the commit of an upload of that table. */
  async advance(request: DeviceRequest, table: StampTable): Promise<void> {
    const { sn, query } = request;
    const kept = await this.find(sn, table);
    if (kept.isWaiting) return;
    const sent = query.get('stamp') ?? query.get('opstamp') ?? query.get('photostamp');
    // The stamp in an answer to a query can have any value.
    const stamp = query.has('cmdid') ? kept.stamp : nextStamp(kept.stamp, sent);
    const now = Date.now();
    const backlogUntil = prolonged(kept.backlogUntil, now);
    this.known.set(keyOf(sn, table), { stamp, isWaiting: false, backlogUntil });
    if (stamp === kept.stamp && (backlogUntil === 0 || backlogUntil === kept.backlogUntil)) return;
    await this.unitOfWork.manager.query(
      `INSERT INTO att_stamp (sn, table_name, stamp, backlog_until)
       VALUES ($1, $2, $3, CASE WHEN $4 THEN clock_timestamp() + $5 * interval '1 second' END)
       ON CONFLICT (sn, table_name) DO UPDATE SET stamp = excluded.stamp, backlog_until = excluded.backlog_until`,
      [sn, table, stamp, backlogUntil > 0, Math.ceil((backlogUntil - now) / 1_000)],
    );
  }

  private async find(sn: string, table: StampTable): Promise<StoredStamps> {
    const known = this.known.get(keyOf(sn, table));
    if (known) return known;
    const [row]: { stamp: string; until: number | null }[] = await this.unitOfWork.manager.query(
      `SELECT stamp, (extract(epoch FROM backlog_until) * 1000)::float8 AS until FROM att_stamp
       WHERE sn = $1 AND table_name = $2`,
      [sn, table],
    );
    if (!row) return unseen;
    const isWaiting = row.stamp === all && row.until === null;
    const found = { stamp: row.stamp, isWaiting, backlogUntil: row.until ?? 0 };
    this.known.set(keyOf(sn, table), found);
    return found;
  }
}

/** Not called for every upload, because each would cost a write. */
function prolonged(until: number, now: number): number {
  if (until <= now) return 0;
  const isLong = Number.isFinite(until) && until - now > (backlogSeconds * 1_000) / 2;
  return isLong ? until : now + backlogSeconds * 1_000;
}

const keyOf = (sn: string, table: StampTable) => `${table} ${sn}`;
