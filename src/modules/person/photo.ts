import type { Sharp } from 'sharp';
import { Failure } from '../../platform/errors.js';
import { onePicture, TooManyPixels } from './one-picture.js';

/** Devices want small pictures, and nobody needs larger ones. */
const longestSide = 640;

const invalid = () => new Failure('photoInvalid', 'Invalid personnel photo: a JPEG or PNG in base64 is expected');

/** A picture that has not been decoded yet: its faults show when it is decoded. */
export interface Picture {
  readonly image: Sharp;
  readonly pixels: number;
}

/**
 * @param text base64 of a JPEG or PNG, with or without `data:image/...;base64,` before it
 * @throws Failure photoInvalid, also if `use` cannot decode it
 */
export async function withPicture<T>(text: string, use: (picture: Picture) => Promise<T>): Promise<T> {
  const base64 = text.replace(/^data:[^,]*,/i, '').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw invalid();
  try {
    return await onePicture(Buffer.from(base64, 'base64'), (image, { format, width, height }) => {
      if (format !== 'jpeg' && format !== 'png') throw invalid();
      return use({ image: image.rotate().flatten({ background: '#ffffff' }), pixels: width * height });
    });
  } catch (error) {
    if (error instanceof TooManyPixels) throw new Failure('photoInvalid', `Invalid personnel photo: ${error.message}`);
    throw error instanceof Failure ? error : invalid();
  }
}

/**
 * It does not check whether the picture shows a face: the device says so when it makes a template of it.
 * @param text as for withPicture
 * @returns a JPEG of at most 640 pixels on each side, upright
 * @throws Failure photoInvalid
 */
export const readPhoto = (text: string): Promise<Buffer> =>
  withPicture(text, ({ image }) =>
    image
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
