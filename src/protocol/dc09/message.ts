/** The kinds of messages that a panel sends. NULL says that it is there. */
export const messageIds = ['ADM-CID', 'SIA-DCS', 'NULL'] as const;
export type MessageId = (typeof messageIds)[number];

/** What a message says outside of its brackets. */
export interface Header {
  /** As it was sent: one of `messageIds`, or a protocol that we do not know. */
  readonly id: string;
  readonly isEncrypted: boolean;
  /** Four digits. */
  readonly sequence: string;
  /** Without its R; null = not sent. */
  readonly receiver: string | null;
  /** Account prefix without its L. */
  readonly line: string;
  readonly account: string;
  /** Behind the first bracket: text, or hexadecimal digits of what is encrypted. */
  readonly rest: string;
}

/** What stands in the brackets, and behind them. */
export interface Body {
  readonly data: string;
  /** Further brackets: places, addresses of pictures. */
  readonly extended: readonly string[];
  /** Null = not sent. */
  readonly at: Date | null;
}

const header =
  /^"(\*?)([A-Z0-9-]{1,16})"(\d{4})(?:R([0-9A-Fa-f]{1,6}))?L([0-9A-Fa-f]{1,6})(?:#([0-9A-Fa-f]{1,16}))?\[(.*)$/s;
const brackets = /^([^\]]*)\]((?:\[[^\]]*\])*)(?:_(\d\d):(\d\d):(\d\d),(\d\d)-(\d\d)-(\d{4}))?$/s;

/** Null = it is no message of DC-09. */
export function readHeader(content: string): Header | null {
  const found = header.exec(content);
  if (!found) return null;
  const [, star, id = '', sequence = '', receiver, line = '', account = '', rest = ''] = found;
  return {
    ...{ id, isEncrypted: star === '*', sequence, receiver: receiver ?? null, line },
    ...{ account: account.toUpperCase(), rest },
  };
}

/** @param text behind the first bracket. Null = it is none, as what was opened with a wrong key. */
export function readBody(text: string): Body | null {
  const found = brackets.exec(text);
  if (!found) return null;
  const [, data = '', further = '', ...clock] = found;
  const extended = [...further.matchAll(/\[([^\]]*)\]/g)].map(([, one = '']) => one);
  const at = clock[0] === undefined ? null : instantOf(clock);
  return at === undefined ? null : { data, extended, at };
}

/** Times are UTC. Undefined for one that no calendar has. */
function instantOf([hour, minute, second, month, day, year]: readonly (string | undefined)[]): Date | undefined {
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day) ? undefined : at;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `_HH:MM:SS,MM-DD-YYYY` */
export const stampOf = (at: Date): string =>
  `_${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())},` +
  `${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}-${String(at.getUTCFullYear()).padStart(4, '0')}`;

/** Seconds that the time of a message may be ahead of ours, and behind it. */
export const window = { ahead: 20, behind: 40 } as const;

export function isInWindow(at: Date, now: Date): boolean {
  const ahead = (at.getTime() - now.getTime()) / 1_000;
  return ahead <= window.ahead && ahead >= -window.behind;
}

/** Account, line and receiver as an answer repeats them. */
export const addressOf = ({ sequence, receiver, line, account }: Header): string =>
  `${sequence}${receiver === null ? '' : `R${receiver}`}L${line}${account === '' ? '' : `#${account}`}`;
