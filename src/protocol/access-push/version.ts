/** The protocol version where no other is said (appendix 13). */
const unsaid = '3.0.1';

/** `3.1.2` out of `3.1.2`, `Ver 2.0.33` and `Ver 3.1.6S-20251028`; null where there is none. */
const numbersOf = (text: string): readonly number[] | null => {
  const [, major, minor, patch] = /(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(text) ?? [];
  return major === undefined ? null : [major, minor, patch].map((part) => Number(part ?? 0));
};

/** Negative where the first is the lower one; a version that cannot be read counts as 3.0.1. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => numbersOf(text) ?? numbersOf(unsaid) ?? []);
  const differences = [0, 1, 2].map((at) => (left?.[at] ?? 0) - (right?.[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** What both sides use (appendix 13), as `a.b.c`. */
export function lowerVersion(one: string, other: string): string {
  const lower = compareVersions(one, other) <= 0 ? one : other;
  return (numbersOf(lower) ?? numbersOf(unsaid) ?? []).join('.');
}

/** `pushver` as a device says it, `3.1.2` or `3.1.6S-20251028`; null where it says nothing that is one. */
export const readVersion = (said: string | undefined): string | null => /^[\w .-]{1,64}$/.exec(said ?? '')?.[0] ?? null;
