import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { peekedBytes, peekOf } from './peek.js';
import { queryOf, sealedReason } from './quarantined.js';
import { tableOf } from './replay-way.js';

/** One body in quarantine, as an operator sees it. */
export interface QuarantineEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'plain' | 'sealed';
  readonly path: string | null;
  readonly table: string;
  readonly reason: string;
  readonly times: number;
  readonly size: number;
  /** Null for sealed bodies. */
  readonly peek: string | null;
  readonly retriedAt: Date | null;
  readonly stays: string | null;
  /** Its position in the list. */
  readonly key: string;
}

interface Row {
  readonly id: string;
  readonly key: string;
  readonly at: Date;
  readonly path: string | null;
  readonly table: string | null;
  readonly reason: string;
  readonly times: number;
  readonly size: number;
  readonly head: Buffer | null;
  readonly retriedAt: Date | null;
  readonly stays: string | null;
}

/** What devices sent and what could not be read or is not parsed: two tables as one list. */
@Injectable()
export class QuarantineListService {
  /** Newest first. @param before the key of the last one that was shown */
  async list(tx: EntityManager, sn: string, limit: number, before: string | null): Promise<QuarantineEntry[]> {
    const [micros = null, name = null] = before?.split(' ') ?? [];
    // Only the bodies that are shown are read.
    const rows: Row[] = await tx.query(
      `WITH entry AS (
         SELECT * FROM (
           SELECT 'p' AS kind, id, received_at, (extract(epoch FROM received_at) * 1000000)::bigint AS micros
           FROM quarantine WHERE sn = $1
           UNION ALL
           SELECT 's', id, received_at, (extract(epoch FROM received_at) * 1000000)::bigint
           FROM device_upload WHERE sn = $1) every
         WHERE $2::bigint IS NULL OR (micros, kind, id) < ($2::bigint, $3::text, $7::bigint)
         ORDER BY micros DESC, kind DESC, id DESC LIMIT $4)
       SELECT e.kind || e.id AS id, e.micros || ' ' || e.kind || e.id AS key, e.received_at AS at, q.path, u.table_name AS "table",
         coalesce(q.reason, $5) AS reason, coalesce(q.times, 1) AS times,
         octet_length(coalesce(q.body, u.body)) AS size, substring(q.body FROM 1 FOR $6) AS head,
         coalesce(q.retried_at, u.retried_at) AS "retriedAt", coalesce(q.stays, u.stays) AS stays
       FROM entry e LEFT JOIN quarantine q ON e.kind = 'p' AND q.id = e.id
         LEFT JOIN device_upload u ON e.kind = 's' AND u.id = e.id
       WHERE coalesce(q.id, u.id) IS NOT NULL ORDER BY e.micros DESC, e.kind DESC, e.id DESC`,
      [sn, micros, name?.slice(0, 1), limit, sealedReason, peekedBytes, name?.slice(1)],
    );
    return rows.map(entryOf);
  }
}

function entryOf({ path, table: sealedTable, head, ...row }: Row): QuarantineEntry {
  const table = sealedTable ?? tableOf(queryOf(path ?? ''));
  return {
    ...row,
    kind: path === null ? 'sealed' : 'plain',
    path: path?.replace(/\?.*$/s, '') ?? null,
    table,
    peek: head && peekOf(head, table),
  };
}
