import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { DeviceRequest } from './request.js';

const hashedAtOnce = 2 * 1024 * 1024;

/** Megabytes are handled piece by piece, so that other work can run between the pieces. */
async function sha256(body: Buffer): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < body.length; at += hashedAtOnce) {
    if (at > 0) await breath();
    hash.update(body.subarray(at, at + hashedAtOnce));
  }
  return hash.digest('hex');
}

/** The parts of a request that are kept. */
export type QuarantinedRequest = Pick<DeviceRequest, 'sn' | 'path' | 'query' | 'body' | 'replay'>;

/**
 * Unreadable content is kept whole and acknowledged: if it were refused, it would come again for ever (docs/rules.md
 * 1).
 */
@Injectable()
export class QuarantineService {
  /** Number since the start, for the metrics. */
  kept = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
  ) {}

  /** A body that is read again is not kept twice: it stays where it is. */
  async keep({ sn, path, query, body, replay }: QuarantinedRequest, reason: string): Promise<void> {
    if (replay) {
      replay.refused.add(reason);
      return;
    }
    this.kept++;
    const parameters = [...query].map(([name, value]) => `${name}=${value}`).join('&');
    await this.unitOfWork.manager.query(
      `INSERT INTO quarantine (sn, path, reason, body, body_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (sn, body_hash) DO UPDATE SET times = quarantine.times + 1`,
      [sn, printable(`${path}?${parameters}`), printable(reason).slice(0, 500), body, await sha256(body)],
    );
  }

  /** Some rows of a table, sealed. */
  keepRows(request: DeviceRequest, table: string, raws: readonly string[]): Promise<void> {
    const body = Buffer.from(raws.join('\n'));
    return this.keepTable({ ...request, body }, table.slice(0, 100), raws.length);
  }

  /**
   * A table that no handler reads yet: kept sealed, because it may hold templates or photos. A repetition is kept once.
   */
  async keepTable({ sn, body, replay }: DeviceRequest, table: string, count: number): Promise<void> {
    if (replay) {
      replay.refused.add(`rows of ${table} that cannot be read, or that nobody takes apart`);
      return;
    }
    this.kept++;
    await this.unitOfWork.manager.query(
      `INSERT INTO device_upload (sn, table_name, count, body, body_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [sn, printable(table), count, this.sealedBox.seal(body), await sha256(body)],
    );
  }
}

/** PostgreSQL's text cannot hold a NUL. */
const printable = (text: string) => text.replaceAll('\0', '');
