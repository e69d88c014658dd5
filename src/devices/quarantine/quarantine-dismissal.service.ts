import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { queryOf, sealedReason } from './quarantined.js';
import { tableOf } from './replay-way.js';

const longestReason = 500;

/** What the audit log keeps of a body that was dismissed: why it was here, never what it said. */
export interface Dismissed {
  readonly cameAt: string;
  readonly path: string | null;
  readonly table: string;
  readonly reason: string;
  readonly times: number;
  readonly size: number;
}

interface Row {
  readonly at: Date;
  readonly path: string | null;
  readonly table: string | null;
  readonly reason: string;
  readonly times: number;
  readonly size: number;
}

/** By the first letter of an id. */
const deletions: Readonly<Record<string, string>> = {
  p: `DELETE FROM quarantine WHERE sn = $1 AND id = $2
      RETURNING received_at AS at, path, NULL AS "table", reason, times, octet_length(body) AS size`,
  s: `DELETE FROM device_upload WHERE sn = $1 AND id = $2
      RETURNING received_at AS at, NULL AS path, table_name AS "table", '${sealedReason}' AS reason, 1 AS times,
        octet_length(body) AS size`,
};

/** Takes bodies out of quarantine that nobody will ever read. */
@Injectable()
export class QuarantineDismissalService {
  /** @throws Failure notFound */
  async dismiss(tx: EntityManager, sn: string, id: string): Promise<Dismissed> {
    const deletion = /^[ps][1-9]\d{0,17}$/.test(id) ? deletions[id.slice(0, 1)] : undefined;
    const [rows]: [Row[], number] = deletion ? await tx.query(deletion, [sn, id.slice(1)]) : [[], 0];
    const [row] = rows;
    if (!row) throw new Failure('notFound', `device ${sn} has no ${id} in quarantine`);
    const { at, path, table, reason, times, size } = row;
    return {
      cameAt: at.toISOString(),
      path: path?.replace(/\?.*$/s, '') ?? null,
      table: table ?? tableOf(queryOf(path ?? '')),
      reason: reason.slice(0, longestReason),
      times,
      size,
    };
  }
}
