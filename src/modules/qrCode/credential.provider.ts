import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import type { QrHolder, QrProvider } from './qr-provider.js';

/** Ten digits in 32 bits: the longest card that every reader line can carry (MaxMCUCardBits). */
const lowest = 1_000_000_000;
const above = 4_294_967_296;

/**
 * A random card number for a short time. A reader that reports the text of a code as a card treats it like any card of
 * the person: sync sends it to the devices of the person's levels and deletes it there again, and remote identification
 * finds it.
 */
@Injectable()
export class CredentialProvider implements QrProvider {
  async issue(tx: EntityManager, holder: QrHolder, seconds: number): Promise<string> {
    await this.revoke(tx, holder);
    const cardNo = await this.freeNumber(tx);
    const rows: { expires_at: Date }[] = await tx.query(
      `INSERT INTO qr_code (card_no, person_id, expires_at)
       VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3)) RETURNING expires_at`,
      [cardNo, holder.id, seconds],
    );
    await recordChange(tx, 'person', [holder.pin]);
    // This also happens if no device asks for the person until then.
    if (rows[0]) await recordChange(tx, 'person', [holder.pin], rows[0].expires_at);
    return cardNo;
  }

  /** Each person has one valid code: a screenshot of an earlier one opens nothing. */
  async revoke(tx: EntityManager, { id, pin }: QrHolder): Promise<void> {
    const ended: [unknown, number] = await tx.query(
      'UPDATE qr_code SET expires_at = clock_timestamp() WHERE person_id = $1 AND expires_at > clock_timestamp()',
      [id],
    );
    if (ended[1] > 0) await recordTaking(tx, 'person', [pin]);
  }

  private async freeNumber(tx: EntityManager): Promise<string> {
    for (;;) {
      const cardNo = String(randomInt(lowest, above));
      const used: unknown[] = await tx.query(
        'SELECT 1 FROM card WHERE card_no = $1 UNION ALL SELECT 1 FROM qr_code WHERE card_no = $1',
        [cardNo],
      );
      if (used.length === 0) return cardNo;
    }
  }
}
