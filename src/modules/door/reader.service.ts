import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';

export interface ReaderRecord {
  readonly id: string;
  readonly doorId: string;
  readonly name: string;
  readonly readerNo: number;
  readonly readerState: number;
}

const shown = `
  FROM reader r JOIN door d ON d.id = r.door_id JOIN device v ON v.sn = d.device_sn
  WHERE v.module = 'acc' AND v.status IN ('approved', 'disabled')`;
const reader = `
  SELECT r.id, r.door_id AS "doorId", r.name, r.reader_no AS "readerNo", r.reader_state AS "readerState" ${shown}`;

@Injectable()
export class ReaderService {
  list(tx: EntityManager, { offset, limit }: { offset: number; limit: number }): Promise<ReaderRecord[]> {
    return tx.query(`${reader} ORDER BY v.sn, r.reader_no, r.id LIMIT $1 OFFSET $2`, [limit, offset]);
  }

  async count(tx: EntityManager): Promise<number> {
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${shown}`);
    return row?.n ?? 0;
  }

  /** @throws Failure readerNotFound */
  async get(tx: EntityManager, id: string): Promise<ReaderRecord> {
    const rows: ReaderRecord[] = await tx.query(`${reader} AND r.id = $1`, [id]);
    if (!rows[0]) throw new Failure('readerNotFound', `The reader ${id} does not exist`);
    return rows[0];
  }
}
