import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { Failure, fieldError, missing } from '../../platform/errors.js';
import { FileStoreService } from '../file/file-store.service.js';
import type { ServedFile } from '../file/served-file.js';
import { sniffed, type FileFormat } from '../file/sniff.js';
import { StoredFile } from '../file/stored-file.entity.js';
import { Media, type MediaSide } from './media.entity.js';
import { ScreenService } from './screen.service.js';
import { lockKey } from '../../platform/database/locks.js';

const kind = 'media';
const types = { picture: 1, video: 2 } as const;
/** Larger than any file for a screen beside a turnstile. */
const mostBytes = { picture: 20 * 1024 * 1024, video: 512 * 1024 * 1024 } as const;
const visible = /^[^\p{C}]{1,100}$/u;

/** A file that has arrived, and counts once it gets a name. */
export interface ReceivedMedia {
  readonly fileId: string;
  readonly format: FileFormat;
}

/** Where screens show it. */
export interface MediaPlace {
  readonly side?: MediaSide | undefined;
  readonly area?: number | undefined;
  readonly range?: number | undefined;
  readonly interval?: number | undefined;
  /** Null = all devices that have a screen. */
  readonly devices?: readonly string[] | null | undefined;
}

const noMedia = (key: string) => new Failure('mediaNotFound', `The media ${key} does not exist`);

/** Pictures and videos for screens. */
@Injectable()
export class MediaService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStoreService,
    private readonly screens: ScreenService,
    private readonly disk: DiskService,
  ) {}

  /**
   * Stores the bytes, whatever the name of the file is.
   * @throws Failure mediaFormat, tooLarge, invalid if it is empty, unavailable if the disk is nearly full
   */
  async keep(name: string, source: AsyncIterable<Buffer>): Promise<ReceivedMedia> {
    const { format, content } = await sniffed(source);
    if (!format || !this.disk.takesPictures) {
      // A client that is still sending does not read the answer.
      const rest = content[Symbol.asyncIterator]();
      while (!(await rest.next()).done);
      this.disk.checkPicture();
    }
    if (!format) {
      throw new Failure('mediaFormat', `the file ${name.slice(0, 100)} is neither a picture nor a video`);
    }
    return { fileId: await this.files.keep(kind, name.slice(0, 255), content, mostBytes[format.kind]), format };
  }

  /** Deletes a stored file that is not needed after all. */
  drop({ fileId }: ReceivedMedia): Promise<void> {
    return this.files.remove(this.unitOfWork.manager, fileId);
  }

  /** @param field the client's name for it. @throws Failure invalid */
  checkedName(mediaName: string, field = 'mediaName'): string {
    const name = mediaName.trim();
    if (name === '') throw missing(field, 'is required');
    if (!visible.test(name)) throw fieldError(field, 'must be 1 to 100 visible characters');
    return name;
  }

  /** Adds a media, or gives an existing one another file (API manual 2.6.1); it is sent to the screens. */
  async save(tx: EntityManager, mediaName: string, { fileId, format }: ReceivedMedia): Promise<Media> {
    const name = this.checkedName(mediaName);
    await lockKey(tx, 'mediaName', name);
    const { size } = await this.files.finish(tx, fileId);
    const known = await tx.findOneBy(Media, { name });
    const facts = {
      fileId,
      size,
      suffix: format.suffix,
      contentType: format.type,
      type: types[format.kind],
      pathName: randomBytes(16).toString('hex'),
      updatedAt: new Date(),
    };
    if (known) await this.screens.withdraw(tx, known.id);
    if (known) await tx.update(Media, { id: known.id }, facts);
    else await tx.insert(Media, { id: newId(), name, ...facts });
    if (known) await this.files.remove(tx, known.fileId);
    const media = await tx.findOneByOrFail(Media, { name });
    await this.screens.plan(tx, { mediaId: media.id });
    return media;
  }

  async patch(tx: EntityManager, key: string, { devices, ...place }: MediaPlace): Promise<Media> {
    const { id } = await this.get(tx, key);
    await this.screens.withdraw(tx, id);
    const given = Object.fromEntries(
      Object.entries(place).filter(([, value]) => value !== undefined),
    ) as Partial<Media>;
    const where = devices === undefined ? {} : { devices: devices && [...devices] };
    await tx.update(Media, { id }, { ...given, ...where, updatedAt: new Date() });
    await this.screens.plan(tx, { mediaId: id });
    return this.get(tx, id);
  }

  /** Screens that show it go on showing it: the protocol has no way to remove it there. */
  async remove(tx: EntityManager, key: string): Promise<void> {
    const { id, fileId } = await this.get(tx, key);
    await this.screens.withdraw(tx, id);
    // Another request was faster.
    if ((await tx.delete(Media, { id })).affected === 0) throw noMedia(key);
    await this.files.remove(tx, fileId);
  }

  /** @param key its name or its id. @throws Failure mediaNotFound */
  async get(tx: EntityManager, key: string): Promise<Media> {
    const media = (await tx.findOneBy(Media, { name: key.trim() })) ?? (await tx.findOneBy(Media, { id: key }));
    if (!media) throw noMedia(key);
    return media;
  }

  /** For everybody who knows its path; null = there is none. */
  async atPath(tx: EntityManager, pathName: string, suffix: string): Promise<ServedFile | null> {
    const media = await tx.findOneBy(Media, { pathName, suffix });
    const file = media && (await tx.findOneBy(StoredFile, { id: media.fileId }));
    return media && file && { ...this.files.served(file), type: media.contentType };
  }
}
