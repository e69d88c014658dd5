/** What a door gives a sign of. */
export const signals = ['open', 'sensor', 'exit', 'in', 'out'] as const;
export type Signal = (typeof signals)[number];

/** By door what was heard of it. */
export type Walk = Readonly<Record<string, readonly Signal[]>>;

const key = 'postern.walk';

/** A walk takes longer than a page is open. */
export const kept = {
  read: (): Walk => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Walk;
    } catch {
      return {};
    }
  },
  write: (walk: Walk): void => sessionStorage.setItem(key, JSON.stringify(walk)),
} as const;
