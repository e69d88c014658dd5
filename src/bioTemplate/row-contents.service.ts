import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ContentRef, RowToWrite } from '../command/order.js';
import { Seal } from '../db/seal.js';
import { Failure } from '../errors.js';

/** Templates and photos stand in ledger and queue by reference alone; here they are put into the rows that go out. */
@Injectable()
export class RowContents {
  constructor(private readonly seal: Seal) {}

  /** @throws Failure notFound where one is gone: the row has a newer version, or will have one in a moment */
  async fill(tx: EntityManager, rows: readonly RowToWrite[]): Promise<RowToWrite[]> {
    const filled: RowToWrite[] = [];
    for (const row of rows) {
      const { content } = row;
      if (!content) {
        filled.push(row);
        continue;
      }
      const text = await this.base64Of(tx, content.ref);
      // Photos are told with their length.
      const size = 'size' in row.row ? { size: text.length } : {};
      filled.push({ ...row, row: { ...row.row, ...size, [content.field]: text } });
    }
    return filled;
  }

  async base64Of(tx: EntityManager, ref: ContentRef): Promise<string> {
    const sealed = await this.sealed(tx, ref);
    if (!sealed) throw new Failure('notFound', 'the template or photo is not there any more');
    const content = this.seal.open(sealed);
    return ref.from === 'person' ? content.toString('base64') : content.toString('latin1');
  }

  private async sealed(tx: EntityManager, { from, id }: ContentRef): Promise<Buffer | null> {
    const rows: { content: Buffer | null }[] = await tx.query(
      from === 'person'
        ? 'SELECT photo AS content FROM person WHERE pin = $1'
        : 'SELECT content FROM bio_template WHERE id = $1',
      [id],
    );
    return rows[0]?.content ?? null;
  }
}
