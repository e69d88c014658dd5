import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';

export interface GateReader {
  readonly id: string;
  readonly gateId: string;
  readonly name: string;
  readonly readerNo: number;
  /** 0 in, 1 out. */
  readonly readerState: number;
}

/** If each direction has its own lock, the lock says in which direction its readers lead. */
const reader = `SELECT r.id, g.id AS "gateId", r.name, r.reader_no AS "readerNo",
    CASE WHEN NOT EXISTS (SELECT 1 FROM door o WHERE o.device_sn = v.sn AND o.number = g.exit_lock)
      THEN r.reader_state WHEN d.number = g.exit_lock THEN 1 ELSE 0 END AS "readerState"
  FROM gate g JOIN device v ON v.sn = g.device_sn
  JOIN door d ON d.device_sn = v.sn AND d.number IN (g.entry_lock, g.exit_lock) JOIN reader r ON r.door_id = d.id
  WHERE v.module = 'psg' AND v.status IN ('approved', 'disabled')`;

/** Readers of gates. */
@Injectable()
export class PsgReaderService {
  list(tx: EntityManager, { offset, limit }: { offset: number; limit: number }): Promise<GateReader[]> {
    return tx.query(`${reader} ORDER BY v.sn, r.reader_no, r.id LIMIT $1 OFFSET $2`, [limit, offset]);
  }

  async count(tx: EntityManager): Promise<number> {
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n FROM (${reader}) r`);
    return row?.n ?? 0;
  }

  /** @throws Failure readerNotFound */
  async get(tx: EntityManager, id: string): Promise<GateReader> {
    const [found]: GateReader[] = await tx.query(`${reader} AND r.id = $1`, [id]);
    if (!found) throw new Failure('readerNotFound', `The reader ${id} does not exist`);
    return found;
  }
}
