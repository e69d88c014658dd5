/** The counters in the answer to GET_FREE_SIZES; null if the terminal's block is too short for one. */
export interface Sizes {
  readonly users: number | null;
  readonly fingers: number | null;
  readonly records: number | null;
  readonly opLogs: number | null;
  readonly admins: number | null;
  readonly passwords: number | null;
  readonly fingerCapacity: number | null;
  readonly userCapacity: number | null;
  readonly recordCapacity: number | null;
  readonly fingersFree: number | null;
  readonly usersFree: number | null;
  readonly recordsFree: number | null;
  readonly faces: number | null;
  readonly faceCapacity: number | null;
}

/** Which 32-bit word each is. */
const words: Readonly<Record<keyof Sizes, number>> = {
  users: 4,
  fingers: 6,
  records: 8,
  opLogs: 10,
  admins: 12,
  passwords: 13,
  fingerCapacity: 14,
  userCapacity: 15,
  recordCapacity: 16,
  fingersFree: 17,
  usersFree: 18,
  recordsFree: 19,
  faces: 20,
  faceCapacity: 22,
};

const wordCount = 23;
const wordBytes = 4;

export type Counter = keyof Sizes;
export const counters = Object.keys(words) as Counter[];

/** Small terminals answer one word, and the request must say which: its place in the block of the others. */
export const isOneCounter = (data: Buffer): boolean => data.length === wordBytes;

export function counterRequest(counter: Counter): Buffer {
  const data = Buffer.alloc(wordBytes);
  data.writeUInt32LE(words[counter]);
  return data;
}

/** No terminal holds that many: what it says is no count. */
const mostRows = 0x7fff_ffff;

/** Null if there is no counter at that place, or none that can be true. */
export function readCounter(data: Buffer, word = 0): number | null {
  const value = data.length >= (word + 1) * wordBytes ? data.readUInt32LE(word * wordBytes) : null;
  return value !== null && value <= mostRows ? value : null;
}

/** Blocks of 4, 80, 92 and 112 bytes are known; one of 4 says nothing unless a word was asked for. */
export function readSizes(data: Buffer): Sizes {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => [name, readCounter(data, word)]),
  ) as unknown as Sizes;
}

export function writeSizes(sizes: Partial<Sizes>, length = wordCount * 4): Buffer {
  const data = Buffer.alloc(length);
  for (const [name, word] of Object.entries(words) as [keyof Sizes, number][]) {
    if (length >= (word + 1) * 4) data.writeUInt32LE(sizes[name] ?? 0, word * 4);
  }
  return data;
}
