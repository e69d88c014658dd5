import type { Metadata, Sharp } from 'sharp';
import { Failure } from '../../platform/errors.js';

/** The largest pictures that phone cameras take; decoded, each pixel needs three or four bytes. */
const mostPixels = 25_000_000;
/** Pictures that come in several passes, must be rotated, or have another format are held whole in memory. */
const mostPixelsHeld = 8_000_000;
const mostWaiting = 64;

type MakeSharp = (typeof import('sharp'))['default'];

async function loadSharp(): Promise<MakeSharp> {
  const { default: sharp } = await import('sharp');
  // Decoded pictures are not needed twice, and one at a time needs one thread.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** Loaded with the first picture: it takes 30 MB. */
let loaded: Promise<MakeSharp> | undefined;

/** The picture has more pixels than are decoded here; the message gives the limit. */
export class TooManyPixels extends Error {
  constructor(most: number) {
    super(`more than ${most / 1_000_000} million pixels`);
  }
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** 52 bytes of WebP took 108 MB, 22 kB of GIF 136 MB: their decoders hold every pixel. */
const inLines: ReadonlySet<string> = new Set(['jpeg', 'png']);

const mostOf = ({ format, isProgressive, orientation = 1 }: Metadata): number =>
  isProgressive || !inLines.has(format) || (format !== 'jpeg' && orientation > 1) ? mostPixelsHeld : mostPixels;

/**
 * One picture is decoded at a time: a small file may contain a large picture, and eight of them need eight times the
 * memory.
 * @throws TooManyPixels; the errors of sharp and `use`; Failure unavailable if too many wait
 */
export async function onePicture<T>(
  content: Buffer,
  use: (image: Sharp, metadata: Metadata) => Promise<T>,
): Promise<T> {
  if (waiting >= mostWaiting) throw new Failure('unavailable', 'too many pictures at once: try again');
  waiting++;
  const mine = last.then(async () => {
    // This limit gives a clear message: sharp's own limit only says that it failed.
    const sharp = await (loaded ??= loadSharp());
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
