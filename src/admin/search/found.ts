/** Kinds of things that the search finds, in the order in which they are shown. */
export const foundKinds = ['person', 'card', 'door', 'device', 'level'] as const;
export type FoundKind = (typeof foundKinds)[number];

export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  readonly title: string;
  readonly sub: string | null;
}

/**
 * As many as there is room for. No kind keeps another out: each may fill an equal share, and what it leaves is for the
 * others.
 */
export function shared(lists: readonly (readonly Found[])[], limit: number): Found[] {
  const taken = lists.map(() => 0);
  let room = limit;
  for (let round = 0; room > 0 && lists.some((list) => list.length > round); round++)
    for (const [at, list] of lists.entries())
      if (room > 0 && list.length > round) {
        taken[at] = round + 1;
        room--;
      }
  return lists.flatMap((list, at) => list.slice(0, taken[at]));
}
