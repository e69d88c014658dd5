import type { SearchValues } from '../page.js';

/** What a colour says; shapes and words say it, too. */
export type Tone = 'granted' | 'refused' | 'alarm' | 'other';

/** Where a click leads. */
export interface ChartLink {
  readonly to: string;
  readonly search: SearchValues;
}

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly tone: Tone;
  readonly link?: ChartLink;
}

export interface Bucket {
  readonly id: string;
  /** `4 May, 08:00` */
  readonly name: string;
  /** Shown below the chart; most buckets have none. */
  readonly tick?: string | undefined;
  /** One for each series. */
  readonly values: readonly number[];
  readonly link?: ChartLink;
}

const steps = [1, 2, 4, 5, 10];

/** The end of the scale: 1, 2, 4 or 5 with zeros, so that its half is a number that people read. */
export function roundedUp(most: number): number {
  if (most <= 2) return 2;
  const size = 10 ** Math.floor(Math.log10(most));
  return (steps.find((step) => step * size >= most) ?? 10) * size;
}
