import type { CommandText } from '../command.js';
import { scrub } from '../field.js';
import { isTorn, linesWithNul, parseRecord } from '../records.js';
import { decodeRtlog, type RtlogEvent, type RtlogMode } from '../rtlog.js';

/** The kind of place that made the event (Access PUSH 10, `addrtype`). */
export const addressKinds = { device: 1, door: 2, reader: 3, auxInput: 4, auxOutput: 5 } as const;

/** What a device asks before it opens: `POST cdata?AuthType=device` (Access PUSH 10). */
export interface AuthRequest {
  /** The row as sent, for the answer. */
  readonly line: string;
  readonly event: RtlogEvent;
  /** One of addressKinds; door if the device does not say, because no other is in use; 0 if the value is not valid. */
  readonly addressKind: number;
}

/** The row that an answer repeats; '' if there is none. */
export const firstLine = (body: string): string =>
  body
    .replaceAll('\0', '')
    .split(/[\r\n]+/)
    .find((row) => row.trim() !== '') ?? '';

/** The first row of the body; or the reason why it cannot be read. */
export function readAuthRequest(body: string, mode: RtlogMode): AuthRequest | string {
  if (isTorn(linesWithNul(body)[0] ?? '')) return 'a NUL inside a value';
  const line = firstLine(body);
  const rec = parseRecord(line);
  const event = decodeRtlog(rec, mode);
  if (typeof event === 'string') return event;
  const kind = (rec.fields.get('addrtype') ?? '').trim();
  // An unreadable kind is no door, so such a request is refused.
  const addressKind = kind === '' ? addressKinds.door : Number(/^\d$/.test(kind) ? kind : 0);
  return { line, event, addressKind };
}

export type AuthResult = 'SUCCESS' | 'FAILED' | 'TIMEOUT';

export interface AuthAnswer {
  readonly result: AuthResult;
  /** The row of the request, unchanged. */
  readonly line: string;
  /** What the device does then; nothing if no door should open. */
  readonly control?: CommandText;
  /** Shown to the person. */
  readonly tips?: string;
  /** What some firmware calls a success (docs/field-notes.md 54). */
  readonly word?: string;
}

/** Lines end in CRLF; without a command its line stays empty, so that the tips are where a device expects them. */
export function encodeAuthAnswer({ result, line, control = '' as CommandText, tips, word }: AuthAnswer): string {
  const said = result === 'SUCCESS' ? (word ?? result) : result;
  const head = `AUTH=${said}\r\n${line.replace(/[\r\n]/g, '')}\r\n${control}\r\n`;
  return tips === undefined ? head : `${head}TIPS=${scrub(tips)}`;
}
