import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ContentRef, RowToWrite } from '../../core/command/order.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { FileLinkService } from '../file/file-links.service.js';
import type { ServedFile } from '../file/served-file.js';

/** The device that gets the rows. */
export interface Receiver {
  readonly sn: string;
  /** The gateway's address for the device. */
  readonly origin: string;
  /** The device fetches the content of these rows itself. */
  readonly byUrl: boolean;
}

/** The kind of files for photos (see FileLinkService). */
const photoKind = 'photo';

const gone = () => new Failure('notFound', 'the template or photo is not there any more');

/**
 * Ledger and queue only contain references to templates and photos; this service puts the content into rows that are
 * sent.
 */
@Injectable()
export class RowContentService implements OnModuleInit {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly links: FileLinkService,
  ) {}

  onModuleInit(): void {
    this.links.serve(photoKind, (tx, id) => this.photo(tx, id));
  }

  /** @throws Failure notFound if one was deleted: the row has a newer version, or will have one in a moment */
  async fill(tx: EntityManager, rows: readonly RowToWrite[], to: Receiver): Promise<RowToWrite[]> {
    const filled: RowToWrite[] = [];
    for (const row of rows) filled.push(row.content ? await this.filled(tx, row, row.content, to) : row);
    return filled;
  }

  private async filled(
    tx: EntityManager,
    full: RowToWrite,
    { field, ref }: NonNullable<RowToWrite['content']>,
    { sn, origin, byUrl }: Receiver,
  ): Promise<RowToWrite> {
    const { id, sealed } = await this.find(tx, ref);
    const content = this.sealedBox.open(sealed);
    const text = ref.from === 'person' ? content.toString('base64') : content.toString('latin1');
    // Photos are sent with their length.
    const row = 'size' in full.row ? { ...full.row, size: text.length } : full.row;
    if (!byUrl) return { ...full, row: { ...row, [field]: text } };
    const url = origin + this.links.path({ sn, kind: photoKind, id }, 'photo.jpg');
    return { ...full, row: { ...row, format: 1, url } };
  }

  /** The content of a reference, and the name under which a device can fetch it. */
  private async find(tx: EntityManager, { from, id }: ContentRef): Promise<{ id: string; sealed: Buffer }> {
    const [found] = await tx.query<{ id: string; sealed: Buffer | null }[]>(
      from === 'person'
        ? 'SELECT photo_name AS id, photo AS sealed FROM person WHERE pin = $1'
        : 'SELECT id, content AS sealed FROM bio_template WHERE id = $1',
      [id],
    );
    if (!found?.sealed) throw gone();
    return { id: found.id, sealed: found.sealed };
  }

  private async photo(tx: EntityManager, id: string): Promise<ServedFile | null> {
    const [found] = await tx.query<{ photo: Buffer | null; content: Buffer | null }[]>(
      `SELECT (SELECT photo FROM person WHERE photo_name = $1) AS photo,
         (SELECT content FROM bio_template WHERE id = $1 AND kind = 'photo') AS content`,
      [id],
    );
    const bytes = found?.photo
      ? this.sealedBox.open(found.photo)
      : found?.content && Buffer.from(this.sealedBox.open(found.content).toString('latin1'), 'base64');
    if (!bytes) return null;
    return { size: bytes.length, type: 'image/jpeg', tag: `photo-${id}`, read: (from, to) => part(bytes, from, to) };
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a photo is in memory, other files are not
async function* part(bytes: Buffer, from: number, to: number): AsyncGenerator<Buffer> {
  yield bytes.subarray(from, to);
}
