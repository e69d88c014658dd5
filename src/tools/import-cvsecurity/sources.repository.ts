import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';

/** Hashes by field, as the values were taken over last. */
export type Hashes = Readonly<Record<string, string>>;

/** What came from the old server, and what it is here. */
export interface Source {
  readonly oldId: string;
  readonly newKey: string;
  readonly hash: Hashes;
}

const hashLength = 12;

/** The table `import_source`. */
@Injectable()
export class SourceRepository {
  constructor(private readonly sealedBox: SealedBox) {}

  /** Keyed, so that nobody can guess a password or a number of a certificate from it. */
  hashOf(field: string, value: string): string {
    return this.sealedBox.hash(`import ${field} ${value}`).slice(0, hashLength);
  }

  async of(tx: EntityManager, kind: string, oldIds: readonly string[]): Promise<ReadonlyMap<string, Source>> {
    const rows: Source[] = await tx.query(
      'SELECT old_id AS "oldId", new_key AS "newKey", hash FROM import_source WHERE kind = $1 AND old_id = ANY($2)',
      [kind, oldIds],
    );
    return new Map(rows.map((row) => [row.oldId, row]));
  }

  /** Those behind `after`, by their old ids. */
  page(tx: EntityManager, kind: string, after: string, limit: number): Promise<Source[]> {
    return tx.query(
      `SELECT old_id AS "oldId", new_key AS "newKey", hash FROM import_source
       WHERE kind = $1 AND old_id > $2 ORDER BY old_id LIMIT $3`,
      [kind, after, limit],
    );
  }

  async put(tx: EntityManager, kind: string, sources: readonly Source[]): Promise<void> {
    if (sources.length === 0) return;
    await tx.query(
      `INSERT INTO import_source AS s (kind, old_id, new_key, hash)
       SELECT $1, g.old_id, g.new_key, g.hash::jsonb FROM unnest($2::text[], $3::text[], $4::text[])
         AS g (old_id, new_key, hash) ORDER BY g.old_id
       ON CONFLICT (kind, old_id) DO UPDATE SET new_key = excluded.new_key, hash = excluded.hash
       WHERE (s.new_key, s.hash) IS DISTINCT FROM (excluded.new_key, excluded.hash)`,
      [
        kind,
        sources.map(({ oldId }) => oldId),
        sources.map(({ newKey }) => newKey),
        sources.map(({ hash }) => JSON.stringify(hash)),
      ],
    );
  }
}
