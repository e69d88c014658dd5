import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { onePicture } from './one-picture.js';

/** Sides of the squares that lists and pages of people show. */
export const thumbnailSizes = [64, 256] as const;
export type ThumbnailSize = (typeof thumbnailSizes)[number];

const mostBytes = 16 * 1024 * 1024;
const quality = 80;

/** Says which picture it is, and nothing of what it shows. */
export const photoTag = (photo: Buffer, size?: ThumbnailSize): string =>
  `"${createHash('sha256').update(photo).digest('hex').slice(0, 32)}${size === undefined ? '' : `-${size}`}"`;

/** Whether the caller has the picture of that tag already. */
export const isKnown = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);

/** Small squares of photos, made once and kept in memory. */
@Injectable()
export class ThumbnailService {
  private readonly made = new LRUCache<string, Buffer>({ maxSize: mostBytes, sizeCalculation: ({ length }) => length });

  async of(photo: Buffer, size: ThumbnailSize): Promise<Buffer> {
    const tag = photoTag(photo, size);
    const known = this.made.get(tag);
    if (known) return known;
    // Faces are in the upper half of portraits.
    const small = await onePicture(photo, (image) =>
      image.rotate().resize(size, size, { fit: 'cover', position: 'top' }).jpeg({ quality }).toBuffer(),
    );
    this.made.set(tag, small);
    return small;
  }
}
