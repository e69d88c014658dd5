import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Failure } from '../../platform/errors.js';
import { FileStoreService } from './file-store.service.js';
import type { ServedFile } from './served-file.js';
import { StoredFile } from './stored-file.entity.js';

const kind = 'firmware';
/** Larger than any known firmware. */
const mostBytes = 512 * 1024 * 1024;
const visible = /^[^/\\\p{C}]{1,200}$/u;

/** Firmware that operators upload, and devices fetch. */
@Injectable()
export class FirmwareService {
  constructor(private readonly files: FileStoreService) {}

  /** The last part of a name, because some browsers send whole paths; Failure if nothing is left. */
  checkedName(name: string): string {
    const plain = name.replace(/^.*[/\\]/, '').trim();
    if (visible.test(plain)) return plain;
    throw new Failure('invalid', 'name must be the name of a file', {
      errors: [{ field: 'name', message: 'name must be the name of a file' }],
    });
  }

  /** Stores the bytes; they count once `finish` says so. */
  keep(name: string, content: AsyncIterable<Buffer>): Promise<string> {
    return this.files.keep(kind, name, content, mostBytes);
  }

  finish(tx: EntityManager, id: string): Promise<StoredFile> {
    return this.files.finish(tx, id);
  }

  async get(tx: EntityManager, id: string): Promise<StoredFile> {
    const file = await this.files.find(tx, kind, id);
    if (!file) throw new Failure('notFound', `there is no firmware ${id}`);
    return file;
  }

  served(file: StoredFile): ServedFile {
    return this.files.served(file);
  }

  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.get(tx, id);
    const fetching: { sn: string }[] = await tx.query(
      `SELECT u.sn FROM upgrade u JOIN command c ON c.id = u.command_id AND c.sn = u.sn
       WHERE u.file_id = $1 AND c.status IN ('queued', 'sent') LIMIT 1`,
      [id],
    );
    if (fetching[0]) throw new Failure('conflict', `device ${fetching[0].sn} is to fetch it`);
    await this.files.remove(tx, id);
  }
}
