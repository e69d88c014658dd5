import sharp, { type Metadata, type Sharp } from 'sharp';
import { Failure } from '../../platform/errors.js';

/** What cameras of phones take by themselves; decoded, each pixel is three or four bytes. */
const mostPixels = 25_000_000;
/** Pictures that come in several passes, or have to be turned, are held whole. */
const mostPixelsHeld = 8_000_000;
const mostWaiting = 64;

// Decoded pictures are not looked at twice, and one at a time needs one thread.
sharp.cache(false);
sharp.concurrency(1);

/** A picture with more pixels than are decoded here; the message says how many may be. */
export class TooManyPixels extends Error {
  constructor(most: number) {
    super(`more than ${most / 1_000_000} million pixels`);
  }
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

const mostOf = ({ format, isProgressive, orientation = 1 }: Metadata): number =>
  isProgressive || (format !== 'jpeg' && orientation > 1) ? mostPixelsHeld : mostPixels;

/**
 * One picture is decoded at a time: a small file may hold a large one, and eight of them cost eight times as much.
 * @throws TooManyPixels; whatever sharp and `use` throw; Failure unavailable where too many wait
 */
export async function onePicture<T>(
  content: Buffer,
  use: (image: Sharp, metadata: Metadata) => Promise<T>,
): Promise<T> {
  if (waiting >= mostWaiting) throw new Failure('unavailable', 'too many pictures at once: try again');
  waiting++;
  const mine = last.then(async () => {
    // The limit is ours: sharp's own says no more than that it cannot.
    const image = sharp(content, { limitInputPixels: false });
    const metadata = await image.metadata();
    const most = mostOf(metadata);
    if (metadata.width * metadata.height > most) throw new TooManyPixels(most);
    return use(image, metadata);
  });
  last = mine.catch(() => undefined);
  return mine.finally(() => {
    waiting--;
  });
}
