import sharp from 'sharp';
import { Failure } from '../errors.js';

/** Devices want small pictures, and nobody needs larger ones. */
const longestSide = 640;
const mostPixels = 50_000_000;

const invalid = () => new Failure('photoInvalid', 'Invalid personnel photo: a JPEG or PNG in base64 is expected');

/**
 * @param text base64 of a JPEG or PNG, with or without `data:image/...;base64,` before it
 * @returns a JPEG of at most 640 pixels a side, upright
 * @throws Failure photoInvalid
 */
export async function readPhoto(text: string): Promise<Buffer> {
  const base64 = text.replace(/^data:[^,]*,/i, '').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) throw invalid();
  try {
    const image = sharp(Buffer.from(base64, 'base64'), { limitInputPixels: mostPixels });
    const { format } = await image.metadata();
    if (format !== 'jpeg' && format !== 'png') throw invalid();
    return await image
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 90 })
      .toBuffer();
  } catch {
    throw invalid();
  }
}
