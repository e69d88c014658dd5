import { Failure, type Reason } from '../../platform/errors.js';
import { withPicture } from './photo.js';

/** The vendor's minimum (-5001). */
const fewestPixels = 80_000;

/** Pictures are compared at one size, so that sharpness does not depend on the camera. */
const side = 256;

/** Measured values of a picture. Levels are from 0 to 255. */
interface Figures {
  /** Mean brightness of the middle, where a face is: white walls say nothing about it. */
  readonly middle: number;
  /** The average difference between red, green and blue. */
  readonly colour: number;
  /** Deviation of the brightness. */
  readonly contrast: number;
  /** Deviation of its second derivative: the edges. */
  readonly edges: number;
}

/**
 * Limits for faults that the numbers alone prove; in doubt a photo is accepted. Portraits in poor light have a middle
 * above 50, and edges above 5.
 */
const checks: readonly (readonly [Reason, isSo: (figures: Figures) => boolean, says: string])[] = [
  ['photoTooDark', ({ middle }) => middle < 30, 'the photo is too dark'],
  ['photoOverExposed', ({ middle }) => middle > 240, 'the photo is over-exposed'],
  ['photoNotInColour', ({ colour }) => colour < 2, 'the photo is not in colour'],
  ['photoUnqualified', ({ contrast }) => contrast < 2, 'the photo is not qualified: it is of one colour'],
  ['photoBlurred', ({ edges }) => edges < 2.5, 'the photo is blurred'],
];

/** What is wrong with a photo. */
export interface PhotoFault {
  readonly code: Reason;
  readonly message: string;
}

/**
 * Finds faults that make a photo useless for devices, as far as numbers show them. It does not look for faces.
 * @throws Failure photoInvalid, photoTooSmall, photoTooDark, photoOverExposed, photoNotInColour, photoUnqualified,
 * photoBlurred
 */
export async function checkQuality(text: string): Promise<void> {
  const [fault] = await faultsIn(text);
  if (fault) throw new Failure(fault.code, fault.message);
}

/** All of them. A picture that cannot be read has one fault. */
export async function photoFaults(text: string): Promise<readonly PhotoFault[]> {
  try {
    return await faultsIn(text);
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== 'photoInvalid') throw error;
    return [{ code: error.reason, message: error.message }];
  }
}

const tooSmall: PhotoFault = { code: 'photoTooSmall', message: `the photo has fewer than ${fewestPixels} pixels` };

const faultsIn = (text: string): Promise<readonly PhotoFault[]> =>
  withPicture(text, async ({ image, pixels }) => {
    const rgb = await image
      .resize({ width: side, height: side, fit: 'fill' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    const figures = figuresOf(rgb);
    const faults = checks.filter(([, isSo]) => isSo(figures)).map(([code, , message]) => ({ code, message }));
    return pixels < fewestPixels ? [tooSmall, ...faults] : faults;
  });

function figuresOf(rgb: Buffer): Figures {
  const grey = new Float64Array(side * side);
  let colour = 0;
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(at * 3, at * 3 + 3);
    grey[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    colour += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  const rows = [...Array(side / 2).keys()].map((row) => (row + side / 4) * side);
  const middle = rows.map((start) => mean(grey.subarray(start + side / 4, start + (side * 3) / 4)));
  return {
    middle: mean(middle),
    colour: colour / grey.length,
    contrast: deviation(grey),
    edges: deviation(laplacianOf(grey)),
  };
}

function laplacianOf(grey: Float64Array): Float64Array {
  const edges = new Float64Array((side - 2) * (side - 2));
  const level = (at: number) => grey[at] ?? 0;
  for (let place = 0; place < edges.length; place++) {
    const at = (Math.floor(place / (side - 2)) + 1) * side + (place % (side - 2)) + 1;
    edges[place] = level(at - 1) + level(at + 1) + level(at - side) + level(at + side) - 4 * level(at);
  }
  return edges;
}

const mean = (values: Float64Array | readonly number[]): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

function deviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
