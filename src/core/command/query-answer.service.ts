import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Command } from './command.js';

const mostBodies = 64;

/**
 * Rows with which a device answered a query, for callers that asked to keep them. Sealed: they may contain templates.
 */
@Injectable()
export class QueryAnswerService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
  ) {}

  /** All of them or none: whoever reads them in parts must not take a part for the whole. @returns false if nobody asked to keep them */
  async keep({ id, sn, order }: Command, bodies: readonly Buffer[]): Promise<boolean> {
    if (order.type !== 'query' || !order.keepRows) return false;
    await this.unitOfWork.run(async (tx) => {
      for (const body of bodies) {
        await tx.query('INSERT INTO answer_rows (command_id, sn, body) VALUES ($1, $2, $3)', [
          id,
          sn,
          this.sealedBox.seal(body),
        ]);
      }
    });
    return true;
  }

  /** The rows that have come, which are then deleted; null if there are none. */
  async take(tx: EntityManager, { id, sn }: Pick<Command, 'id' | 'sn'>): Promise<Buffer[] | null> {
    const [rows]: [{ id: number; body: Buffer }[], number] = await tx.query(
      'DELETE FROM answer_rows WHERE command_id = $1 AND sn = $2 RETURNING id, body',
      [id, sn],
    );
    if (rows.length === 0) return null;
    return rows.sort((a, b) => a.id - b.id).map(({ body }) => this.sealedBox.open(body));
  }

  /** The first so many bytes of the rows, and at least one body of them; what is taken is deleted. */
  async takeSome(
    tx: EntityManager,
    { id, sn }: Pick<Command, 'id' | 'sn'>,
    bytes: number,
  ): Promise<{ readonly bodies: readonly Buffer[]; readonly isLast: boolean }> {
    const [rows]: [{ id: number; body: Buffer }[], number] = await tx.query(
      `DELETE FROM answer_rows WHERE id IN (
         SELECT id FROM (SELECT id, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before FROM (
           SELECT id, body FROM answer_rows WHERE command_id = $1 AND sn = $2 ORDER BY id LIMIT ${mostBodies}) first) sized
         WHERE before < $3) RETURNING id, body`,
      [id, sn, bytes],
    );
    const left: unknown[] = await tx.query('SELECT 1 FROM answer_rows WHERE command_id = $1 AND sn = $2 LIMIT 1', [
      id,
      sn,
    ]);
    const bodies = rows.sort((a, b) => a.id - b.id).map(({ body }) => this.sealedBox.open(body));
    return { bodies, isLast: left.length === 0 };
  }
}
