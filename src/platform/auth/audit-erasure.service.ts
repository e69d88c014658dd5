import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../crypto/sealed-box.js';
import { AuditKey, type AuditContent } from './audit-key.js';
import { emptied, type Traces } from './traces.js';

const batch = 1_000;

interface Row extends AuditContent {
  readonly seq: number;
  readonly hash: string | null;
  readonly digest: string | null;
}

/**
 * Deletes what the audit log says about a person. The row's hash stays in the chain, with a note that the row was
 * emptied here.
 */
@Injectable()
export class AuditErasureService {
  private readonly key: AuditKey;

  constructor(seal: SealedBox) {
    this.key = new AuditKey(seal);
  }

  /** @param until only rows from before; null = all */
  async erase(tx: EntityManager, traces: Traces, until: Date | null = null): Promise<void> {
    const words = [traces.pin, ...traces.values, ...(traces.names.length > 0 ? [traces.names.at(-1)] : [])];
    for (let after = 0; ;) {
      const rows: Row[] = await tx.query(
        `SELECT seq, actor, address, action, object, detail, hash, digest FROM audit
         WHERE seq > $1 AND ($3::timestamptz IS NULL OR at <= $3) AND EXISTS (SELECT 1 FROM unnest($2::text[]) w (word) WHERE strpos(detail::text, word) > 0)
         ORDER BY seq LIMIT ${batch}`,
        [after, words.map((word) => JSON.stringify(word).slice(1, -1)), until],
      );
      for (const row of rows) await this.empty(tx, row, traces);
      if (rows.length < batch) return;
      after = rows.at(-1)?.seq ?? after;
    }
  }

  /** Passwords that were written down when whoever had them changed them, by versions that did not mask them. */
  async erasePasswords(tx: EntityManager): Promise<number> {
    const rows: Row[] = await tx.query(
      `SELECT seq, actor, address, action, object, detail, hash, digest FROM audit
       WHERE action = 'PUT /admin/v1/session/password'
         AND (detail ->> 'old' IS DISTINCT FROM '***' OR detail ->> 'new' IS DISTINCT FROM '***') ORDER BY seq`,
    );
    for (const row of rows) await this.write(tx, row, { ...row.detail, old: '***', new: '***' });
    return rows.length;
  }

  private async empty(tx: EntityManager, row: Row, traces: Traces): Promise<void> {
    const detail = emptied(row.detail, traces);
    if (detail) await this.write(tx, row, detail);
  }

  private async write(tx: EntityManager, row: Row, detail: AuditContent['detail']): Promise<void> {
    const mark = this.key.erasure(row.seq, row.digest ?? row.hash ?? '', { ...row, detail });
    await tx.query('UPDATE audit SET detail = $2, salt = NULL, erased = $3 WHERE seq = $1', [
      row.seq,
      JSON.stringify(detail),
      mark,
    ]);
  }
}
