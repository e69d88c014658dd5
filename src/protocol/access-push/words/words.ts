/** The names of events, verification modes and a reader's side in one language. */
export interface Words {
  /** By event number. */
  readonly events: Readonly<Record<number, string>>;
  /** Before the number of an event that has no name. */
  readonly unknownEvent: string;
  /** By the code of appendix 3. */
  readonly verifyModes: readonly string[];
  /** Bits 1 and up of a verification string. */
  readonly verifyBits: readonly string[];
  /** Between the last two parts of a list, and between the others; `gap` is around the word. */
  readonly and: string;
  readonly or: string;
  readonly separator: string;
  readonly gap: string;
  /** After the last part but one, if there are more than two. */
  readonly beforeLast: string;
  /** For a code that names nothing. */
  readonly other: string;
  readonly in: string;
  readonly out: string;
}

export const eventName = (words: Words, code: number): string =>
  words.events[code] ?? `${words.unknownEvent} (${code})`;
