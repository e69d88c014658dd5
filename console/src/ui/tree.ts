/** What has a place below another of its kind: a department, an area. */
export interface Branch {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

export interface Placed<T extends Branch> {
  readonly branch: T;
  /** How many stand above it. */
  readonly depth: number;
}

/** Each behind the one that it belongs to. One whose parent is not shown stands at the top, and so does a ring. */
export function placed<T extends Branch>(branches: readonly T[]): Placed<T>[] {
  const codes = new Set(branches.map(({ code }) => code));
  const below = (parent: string | null) =>
    branches.filter(({ parentCode }) => (parentCode !== null && codes.has(parentCode) ? parentCode : null) === parent);
  const told = new Set<string>();
  const from = (branch: T, depth: number): Placed<T>[] => {
    if (told.has(branch.code)) return [];
    told.add(branch.code);
    return [{ branch, depth }, ...below(branch.code).flatMap((one) => from(one, depth + 1))];
  };
  const all = below(null).flatMap((branch) => from(branch, 0));
  return [...all, ...branches.flatMap((branch) => from(branch, 0))];
}

/** Where it may stand: not below itself. */
export function placesFor<T extends Branch>(branches: readonly T[], code: string | undefined): Placed<T>[] {
  const all = placed(branches);
  const at = all.findIndex(({ branch }) => branch.code === code);
  const own = all[at];
  if (!own) return all;
  const end = all.findIndex(({ depth }, index) => index > at && depth <= own.depth);
  return all.filter((_, index) => index < at || (end >= 0 && index >= end));
}
