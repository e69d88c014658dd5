import type { Order } from '../../core/command/order.js';
import { optionOf, type Options } from '../../protocol/access-push/dialect.js';

/** What a device should read from a person. */
export const enrolled = [
  'card',
  'general',
  'fingerprint',
  'face',
  'nearInfraredFace',
  'visibleLightFace',
  'voice',
  'iris',
  'retina',
  'palm',
  'palmPrint',
  'palmVein',
  'visibleLightPalm',
  'fingerVein',
] as const;
export type Enrolled = (typeof enrolled)[number];

export interface Enrolment {
  readonly pin: string;
  readonly what: Enrolled;
  /** Which finger, hand or eye. */
  readonly no: number;
  readonly retry: number;
  readonly overwrite: boolean;
  /** Whether the device keeps what it reads; it sends it in any case. */
  readonly keep: boolean;
}

/** Biometric types (Access PUSH appendix 18); of several, the first one that the device supports. */
const types: Readonly<Record<Exclude<Enrolled, 'card'>, readonly number[]>> = {
  general: [0],
  fingerprint: [1],
  face: [9, 2],
  nearInfraredFace: [2],
  visibleLightFace: [9],
  voice: [3],
  iris: [4],
  retina: [5],
  palm: [10, 8, 6],
  palmPrint: [6],
  palmVein: [8],
  visibleLightPalm: [10],
  fingerVein: [7],
};

/** The highest number of each type (9.6.2); a person has only one of every other type. */
const lastNumber: Partial<Record<Enrolled, number>> = {
  fingerprint: 9,
  fingerVein: 9,
  iris: 1,
  palm: 1,
  palmVein: 1,
  visibleLightPalm: 1,
};

export const lastNumberOf = (what: Enrolled): number => lastNumber[what] ?? 0;

/** What to request from a device, by the functions that it reports (MultiBioDataSupport). */
export function enrolmentOrder({ what, pin, no, retry, overwrite, keep }: Enrolment, options: Options): Order {
  if (what === 'card') return { type: 'enrollInfo', pin, retry, keep, overwrite };
  const there = optionOf(options, 'MultiBioDataSupport').split(':');
  const candidates = types[what];
  const bioType = candidates.find((type) => Number(there[type] ?? 0) > 0) ?? candidates[0] ?? 0;
  return { type: 'enrollBio', bioType, no, pin, retry, overwrite, keep };
}
