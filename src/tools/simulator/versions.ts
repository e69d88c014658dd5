/** The protocol of a server that names none (Access PUSH appendix 13). */
const oldest = '3.0.1';

/** Both sides use the lower of their versions; text after the numbers, as in `3.1.6S`, does not count. */
export function commonVersion(own: string, server: string | undefined): string {
  const theirs = server === undefined || server === '' ? oldest : server;
  return isAtLeast(own, theirs) ? theirs : own;
}

export function isAtLeast(version: string, wanted: string): boolean {
  const [one, other] = [numbers(version), numbers(wanted)];
  for (const [at, number] of other.entries()) {
    const difference = (one[at] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? oldest).split('.').map(Number);
}
