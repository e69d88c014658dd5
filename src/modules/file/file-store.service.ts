import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { ServedFile } from './served-file.js';
import { StoredFile } from './stored-file.entity.js';

/** Bytes of a stored piece: a device that fetches 1 MB reads four of them. */
const pieceBytes = 256 * 1024;

/** Files in PostgreSQL, in pieces: gateways share one database, but no disk. */
@Injectable()
export class FileStoreService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stores data piece by piece as it arrives. The file only counts once `finish` says so in a transaction; an
   * unfinished file is deleted after a day.
   * @param most bytes; Failure tooLarge beyond
   */
  async keep(kind: string, name: string, content: AsyncIterable<Buffer>, most: number): Promise<string> {
    const id = newId();
    const tx = this.unitOfWork.manager;
    await tx.insert(StoredFile, { id, kind, name, size: 0, md5: '' });
    try {
      const { size, md5 } = await this.write(tx, id, content, most);
      if (size === 0) throw empty();
      await tx.update(StoredFile, { id }, { size, md5 });
      return id;
    } catch (error) {
      await tx.delete(StoredFile, { id });
      throw error;
    }
  }

  private async write(tx: EntityManager, id: string, content: AsyncIterable<Buffer>, most: number) {
    const hash = createHash('md5');
    let size = 0;
    let place = 0;
    for await (const piece of pieces(content)) {
      size += piece.length;
      // A file that is too large is still read to its end: a client does not read the answer while it sends.
      if (size > most) continue;
      hash.update(piece);
      await tx.query('INSERT INTO file_chunk (file_id, place, body) VALUES ($1, $2, $3)', [id, place++, piece]);
    }
    if (size > most) throw new Failure('tooLarge', `the file is larger than ${most} bytes`);
    return { size, md5: hash.digest('hex') };
  }

  async finish(tx: EntityManager, id: string): Promise<StoredFile> {
    await tx.update(StoredFile, { id }, { complete: true });
    return tx.findOneByOrFail(StoredFile, { id });
  }

  find(tx: EntityManager, kind: string, id: string): Promise<StoredFile | null> {
    return tx.findOneBy(StoredFile, { id, kind, complete: true });
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await tx.delete(StoredFile, { id });
  }

  served({ id, size, md5 }: StoredFile): ServedFile {
    const read = (from: number, to: number) => this.read(id, from, to);
    return { size, type: 'application/octet-stream', tag: md5, read };
  }

  private async *read(id: string, from: number, to: number): AsyncGenerator<Buffer> {
    for (let at = from; at < to;) {
      const place = Math.floor(at / pieceBytes);
      const begin = at - place * pieceBytes;
      const rows: { body: Buffer }[] = await this.unitOfWork.manager.query(
        'SELECT body FROM file_chunk WHERE file_id = $1 AND place = $2',
        [id, place],
      );
      const piece = rows[0]?.body.subarray(begin, begin + to - at);
      if (!piece || piece.length === 0) throw new Error(`file ${id} has no piece ${place}`);
      yield piece;
      at += piece.length;
    }
  }
}

const empty = () =>
  new Failure('invalid', 'the file is empty', {
    errors: [{ field: 'file', code: 'missing', message: 'file is empty' }],
  });

/** The same bytes in pieces that, except for the last, have one length. */
async function* pieces(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let gathered = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    gathered += chunk.length;
    if (gathered < pieceBytes) continue;
    const all = Buffer.concat(waiting);
    const rest = all.length % pieceBytes;
    for (let at = 0; at < all.length - rest; at += pieceBytes) yield all.subarray(at, at + pieceBytes);
    waiting = [all.subarray(all.length - rest)];
    gathered = rest;
  }
  if (gathered > 0) yield Buffer.concat(waiting);
}
