import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newSecret, secretBytes, shownAs } from '../../outbound/webhook/signature.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';

export interface Source {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** When it delivered last. */
  readonly lastAt: Date | null;
}

/** The headers of Standard Webhooks. */
export interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

const shown = `SELECT s.id, s.name, s.created_at AS "createdAt", s.last_at AS "lastAt" FROM consumption_source s`;

/** Seconds that the clock of a sender may be wrong, and a message under way. */
const tolerance = 300;

const refused = (message: string) => new Failure('unauthorized', message);

/** Systems of tills that deliver by a signed webhook. */
@Injectable()
export class ConsumptionSourceService {
  constructor(private readonly seal: SealedBox) {}

  search(tx: EntityManager, search: Search): Promise<FoundRows<Source>> {
    return searchedRows<Source>(tx, { sql: shown, by: 'id', texts: ['name'], others: ['createdAt'] }, search);
  }

  async get(tx: EntityManager, id: string): Promise<Source> {
    const [found]: Source[] = await tx.query(`${shown} WHERE s.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no consumption source ${id}`);
    return found;
  }

  /** @returns the secret, which is shown once */
  async add(
    tx: EntityManager,
    { id = newId(), name, secret: given }: { id?: string | undefined; name: string; secret?: string | undefined },
  ): Promise<{ readonly source: Source; readonly secret: string }> {
    if (given !== undefined && !secretBytes(given)) throw fieldError('secret', 'must be 24 to 64 bytes in base64');
    const secret = shownAs(given ?? newSecret());
    const made: unknown[] = await tx.query(
      'INSERT INTO consumption_source (id, name, secret) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id',
      [id, name, this.seal.seal(Buffer.from(secret))],
    );
    if (made.length === 0) throw await this.takenBy(tx, id, name);
    return { source: await this.get(tx, id), secret };
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    await tx.query('DELETE FROM consumption_source WHERE id = $1', [id]);
  }

  /**
   * Checks what a source has sent. Everything that is wrong gets the same answer.
   * @throws Failure unauthorized
   */
  async check(tx: EntityManager, sourceId: string, headers: SignedHeaders, body: Buffer): Promise<Source> {
    const [found]: { secret: Buffer }[] = await tx.query('SELECT secret FROM consumption_source WHERE id = $1', [
      sourceId,
    ]);
    const secret = found ? secretBytes(this.seal.open(found.secret).toString('utf8')) : null;
    const { id, timestamp, signature } = headers;
    const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - Date.now() / 1_000) <= tolerance;
    if (!secret || id === '' || id.length > 256 || !isInTime || !isSigned(secret, headers, body, signature))
      throw refused('the message is not signed as this source signs, or its time is too far from ours');
    return this.get(tx, sourceId);
  }

  /** @returns false if the message was taken before */
  async note(tx: EntityManager, sourceId: string, messageId: string): Promise<boolean> {
    const made: unknown[] = await tx.query(
      `INSERT INTO consumption_delivery (source_id, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
      [sourceId, messageId],
    );
    if (made.length === 0) return false;
    await tx.query('UPDATE consumption_source SET last_at = clock_timestamp() WHERE id = $1', [sourceId]);
    return true;
  }

  private async takenBy(tx: EntityManager, id: string, name: string): Promise<Failure> {
    const [found]: unknown[] = await tx.query('SELECT 1 FROM consumption_source WHERE id = $1', [id]);
    return found ? taken('id', id, `the id ${id} is taken`) : taken('name', name, `the name ${name} is taken`);
  }
}

/** Over `id.timestamp.body`, as ours is; one of several signatures is enough. */
function isSigned(secret: Buffer, { id, timestamp }: SignedHeaders, body: Buffer, signature: string): boolean {
  const right = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
  return signature.split(' ').some((one) => {
    const given = one.startsWith('v1,') ? Buffer.from(one.slice(3), 'base64') : Buffer.alloc(0);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}
