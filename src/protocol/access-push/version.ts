import { compareVersions } from '../compare-versions.js';

/** `3.1.2` out of `3.1.2`, `Ver 2.0.33` and `Ver 3.1.6S-20251028`; null if there is none. */
const numbersOf = (text: string): readonly number[] | null => {
  const [, major, minor, patch] = /(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(text) ?? [];
  return major === undefined ? null : [major, minor, patch].map((part) => Number(part ?? 0));
};

/** If there is no readable version, it is 3.0.1 (appendix 13). */
const partsOf = (text: string): readonly number[] => numbersOf(text) ?? [3, 0, 1];

/** The version that both sides use (appendix 13), as `a.b.c`. */
export function lowerVersion(one: string, other: string): string {
  const [left, right] = [partsOf(one), partsOf(other)];
  return (compareVersions(left, right) <= 0 ? left : right).join('.');
}

/** `pushver` as a device sends it, `3.1.2` or `3.1.6S-20251028`; null if it is no version. */
export const readVersion = (said: string | undefined): string | null => /^[\w .-]{1,64}$/.exec(said ?? '')?.[0] ?? null;
