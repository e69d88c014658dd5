import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { onePicture, TooManyPixels } from '../person/one-picture.js';
import { dayIn } from '../person/site-day.js';
import { LeaveImage } from './leave-image.entity.js';

/** Large enough for a readable doctor's note. */
const longestSide = 2_400;
const formats: ReadonlySet<string | undefined> = new Set(['jpeg', 'png', 'gif', 'webp']);

const pathStart = '/fileresource/att/leave/image';
const ours = /^\/fileresource\/att\/leave\/image\/(\d{4}-\d\d-\d\d)\/([0-9a-f]{32})\.jpg$/;

/** Pictures of applications for leave. They are sealed, and shown to every caller with a token. */
@Injectable()
export class LeaveImageService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly disk: DiskService,
  ) {}

  /**
   * The picture is encoded again, so that its metadata (place, camera) is not kept.
   * @returns a JPEG.
   * @throws Failure mediaFormat
   */
  async read(content: Buffer): Promise<Buffer> {
    try {
      return await onePicture(content, (image, { format }) => {
        if (!formats.has(format)) throw unsupported();
        return image
          .rotate()
          .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: '#ffffff' })
          .jpeg({ quality: 85 })
          .toBuffer();
      });
    } catch (error) {
      if (error instanceof TooManyPixels) throw new Failure('mediaFormat', `base64Image has ${error.message}`);
      throw error instanceof Failure ? error : unsupported();
    }
  }

  /** @param jpeg the result of `read`. @returns its path */
  async keep(tx: EntityManager, jpeg: Buffer): Promise<string> {
    this.disk.checkPicture();
    const name = randomBytes(16).toString('hex');
    const day = dayIn(this.config.siteTimeZone);
    await tx.insert(LeaveImage, { name, day, image: this.sealedBox.seal(jpeg) });
    return `${pathStart}/${day}/${name}.jpg`;
  }

  /** The JPEG at that path, or null. */
  async find(tx: EntityManager, path: string): Promise<Buffer | null> {
    const [, day, name] = ours.exec(path) ?? [];
    if (name === undefined) return null;
    const rows: { image: Buffer }[] = await tx.query('SELECT image FROM leave_image WHERE name = $1 AND day = $2', [
      name,
      day,
    ]);
    return rows[0] ? this.sealedBox.open(rows[0].image) : null;
  }

  /** The picture name in one of our paths; null for any other path that a client sends. */
  async nameIn(tx: EntityManager, path: string): Promise<string | null> {
    const name = ours.exec(path)?.[2];
    return name !== undefined && (await tx.existsBy(LeaveImage, { name })) ? name : null;
  }
}

const unsupported = () => new Failure('mediaFormat', 'base64Image must be a JPEG, PNG, GIF or WebP picture');
