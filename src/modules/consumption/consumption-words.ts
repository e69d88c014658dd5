/** What a record is, with the number that the vendor prints, and what it does to a wallet. */
export const recordTypes = {
  consumption: { code: 6, moves: -1 },
  replenishment: { code: 8, moves: 1 },
  /** Its sum has a sign of its own. */
  correction: { code: 9, moves: 1 },
  count: { code: 10, moves: 0 },
  bookkeeping: { code: 11, moves: -1 },
  offline: { code: 12, moves: -1 },
  cancelled: { code: 13, moves: 1 },
} as const;
export type RecordType = keyof typeof recordTypes;
export const recordTypeNames = Object.keys(recordTypes) as readonly RecordType[];

/** How the sum came about. */
export const recordModes = {
  fixed: 1,
  amount: 2,
  key: 3,
  count: 4,
  goods: 5,
  time: 6,
  bookkeeping: 7,
  manual: 8,
  deviceCorrection: 9,
  systemCorrection: 10,
  ordering: 11,
  smart: 12,
} as const;
export type RecordMode = keyof typeof recordModes;
export const recordModeNames = Object.keys(recordModes) as readonly RecordMode[];

/** Where a record was made. */
export const recordSources = { device: 1, system: 2, correction: 3, wechat: 4, alipay: 5, offline: 6 } as const;
export type RecordSource = keyof typeof recordSources;
export const recordSourceNames = Object.keys(recordSources) as readonly RecordSource[];

export const cardStates = { valid: 1, lost: 3, expired: 4, stopped: 5 } as const;
export type CardState = keyof typeof cardStates;
export const cardStateNames = Object.keys(cardStates) as readonly CardState[];

/** The word of a number. */
export function wordOf<W extends string>(words: Readonly<Record<W, number>>, code: number): W {
  const entries = Object.entries(words) as [W, number][];
  const [found, first] = [entries.find(([, one]) => one === code), entries[0]];
  if (!first) throw new Error('there are no words');
  return (found ?? first)[0];
}

const codes = Object.fromEntries(recordTypeNames.map((name) => [name, recordTypes[name].code])) as Readonly<
  Record<RecordType, number>
>;
export const typeOf = (code: number): RecordType => wordOf(codes, code);
