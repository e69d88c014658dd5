import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { Failure, faulty } from '../../platform/errors.js';
import { FileStoreService } from '../file/file-store.service.js';
import type { ServedFile } from '../file/served-file.js';
import { formatOf } from '../file/sniff.js';
import { onePicture, TooManyPixels } from '../person/one-picture.js';
import { Plan } from './plan.entity.js';
import { PlanService } from './plan.service.js';

const kind = 'plan';
const mostBytes = 5 * 1024 * 1024;
/**
 * Enough to zoom into. The encoder of WebP holds the whole picture several times: with 4,096 pixels a request took
 * 300 MB, with these 40.
 */
const longestSide = 2_048;
/** The decoder of WebP holds the whole picture, too, before it is made smaller. */
const mostPixelsOfWebp = 4_200_000;
const taken: ReadonlySet<string> = new Set(['png', 'jpg', 'webp']);

/** A picture that was made anew and stored, and counts once it belongs to a plan. */
export interface KeptPicture {
  readonly fileId: string;
  readonly width: number;
  readonly height: number;
}

/** Pictures of plans. What is stored was made here: nothing else that a file may hold is kept. */
@Injectable()
export class PlanPictureService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStoreService,
    private readonly plans: PlanService,
    private readonly disk: DiskService,
  ) {}

  /** @throws Failure invalid for what is no PNG, JPEG or WebP; tooLarge; unavailable */
  async keep(source: AsyncIterable<Buffer>): Promise<KeptPicture> {
    const bytes = await whole(source);
    this.disk.checkPicture();
    if (!taken.has(formatOf(bytes.subarray(0, 512))?.suffix ?? '')) throw notTaken();
    const { data, info } = await made(bytes);
    const fileId = await this.files.keep(kind, 'plan.webp', once(data), Infinity);
    return { fileId, width: info.width, height: info.height };
  }

  /** The picture before goes. @throws Failure notFound */
  async set(tx: EntityManager, planId: string, { fileId, width, height }: KeptPicture): Promise<void> {
    const before = await this.plans.get(tx, planId);
    await this.files.finish(tx, fileId);
    const now = () => 'clock_timestamp()';
    await tx.update(Plan, { id: planId }, { fileId, width, height, pictureAt: now, updatedAt: now });
    if (before.fileId !== null) await this.files.remove(tx, before.fileId);
  }

  /** Deletes a picture that is not needed after all. */
  drop({ fileId }: KeptPicture): Promise<void> {
    return this.files.remove(this.unitOfWork.manager, fileId);
  }

  /** @throws Failure notFound, also if the plan has no picture */
  async served(tx: EntityManager, planId: string): Promise<ServedFile> {
    const { fileId } = await this.plans.get(tx, planId);
    const file = fileId === null ? null : await this.files.find(tx, kind, fileId);
    if (!file) throw new Failure('notFound', `the plan ${planId} has no picture`);
    return { ...this.files.served(file), type: 'image/webp' };
  }
}

/** The codes are for the words of clients. */
const refused = (code: 'format' | 'pixels', message: string) =>
  faulty({ field: 'picture', code, message: `picture ${message}` });
const notTaken = () => refused('format', 'must be a PNG, a JPEG or a WebP');

/** @throws Failure invalid */
async function made(bytes: Buffer) {
  try {
    return await onePicture(bytes, (image, { format, width, height }) => {
      if (format === 'webp' && width * height > mostPixelsOfWebp) throw new TooManyPixels(mostPixelsOfWebp);
      return image
        .rotate()
        .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 90, effort: 2 })
        .toBuffer({ resolveWithObject: true });
    });
  } catch (error) {
    if (error instanceof TooManyPixels) throw refused('pixels', `has ${error.message}`);
    throw error instanceof Failure ? error : notTaken();
  }
}

/** A picture that is too large is still read to its end: a client does not read the answer while it sends. */
async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size <= mostBytes) pieces.push(piece);
  }
  if (size > mostBytes) throw new Failure('tooLarge', `the picture is larger than ${mostBytes} bytes`);
  return Buffer.concat(pieces);
}

async function* once(data: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(data);
}
