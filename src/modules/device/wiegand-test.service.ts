import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a reader read during a Wiegand test (Access PUSH 9.4). */
export interface WiegandTest {
  readonly type: string;
  readonly bitCount: number | null;
  readonly bits: string;
  /** The controller of the reader, if the device names one. */
  readonly sn: string;
}

/** The most that are kept for each device; older ones are deleted. */
const most = 200;

@Injectable()
export class WiegandTestService {
  async store(tx: EntityManager, sn: string, { type, bitCount, bits, sn: subSn }: WiegandTest): Promise<void> {
    await tx.query('INSERT INTO wiegand_test (sn, type, bits_count, bits, sub_sn) VALUES ($1, $2, $3, $4, $5)', [
      sn,
      type.slice(0, 64),
      bitCount,
      bits,
      subSn,
    ]);
    await tx.query(
      `DELETE FROM wiegand_test WHERE sn = $1 AND id <= (SELECT id FROM wiegand_test WHERE sn = $1
         ORDER BY id DESC OFFSET ${most} LIMIT 1)`,
      [sn],
    );
  }

  /** Newest first. */
  list(tx: EntityManager, sn: string): Promise<(WiegandTest & { readonly receivedAt: Date })[]> {
    return tx.query(
      `SELECT type, bits_count AS "bitCount", bits, sub_sn AS sn, received_at AS "receivedAt"
       FROM wiegand_test WHERE sn = $1 ORDER BY id DESC`,
      [sn],
    );
  }
}
