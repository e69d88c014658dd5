/**
 * One command result of `POST /iclock/devicecmd` (Access PUSH 7.4). `returnCode` is null if the device sent none or an
 * unreadable one: then the outcome is unknown and not a success.
 */
export interface CommandResult {
  id: string;
  returnCode: number | null;
  /** `DATA UPDATE`, `CONTROL DEVICE`, ... as sent; empty where absent. */
  command: string;
  /** The sub-controller that ran the command (multi-level control). */
  sn?: string;
  /** Everything else: ACCOUNT's sums, INFO's and Shell's lines; a part without `=` is a key with an empty value. */
  extra: Record<string, string>;
}

/** Fields of a result by lower-case keys, and their original spelling. */
interface Draft {
  known: Map<string, string>;
  extra: Record<string, string>;
  /** Key of the last line; further lines of a multi-line value are added to it. */
  last: string;
}

const MAX_ID = 64;
const knownKeys: ReadonlySet<string> = new Set(['id', 'return', 'cmd', 'sn']);
/** Commands whose result carries free text, one line after the other (docs/field-notes.md 21). */
const textKeys: ReadonlySet<string> = new Set(['content']);
/** A line that begins a result. */
const startsResult = /(?:^|&)\s*id\s*=/i;
const lineEnd = /\r\n|\n|\r/;

const newDraft = (): Draft => ({ known: new Map(), extra: Object.create(null) as Record<string, string>, last: '' });

function take(draft: Draft, part: string): void {
  const at = part.indexOf('=');
  const key = (at < 0 ? part : part.slice(0, at)).trim();
  const value = at < 0 ? '' : part.slice(at + 1).trim();
  if (key === '') return;
  draft.last = key;
  const name = key.toLowerCase();
  if (!knownKeys.has(name)) draft.extra[key] = value;
  else if (!draft.known.has(name)) draft.known.set(name, value);
}

/** A further line of a result: a `key=value` line of a block, or one more line of its free text. */
function takeLine(draft: Draft, line: string): void {
  if (textKeys.has(draft.last.toLowerCase())) {
    draft.extra[draft.last] = `${draft.extra[draft.last] ?? ''}\n${line}`;
    return;
  }
  if (line.trim() !== '') take(draft, line);
}

function takeParts(draft: Draft, line: string): void {
  for (const part of line.split('&')) take(draft, part);
}

function finished({ known, extra }: Draft): CommandResult {
  const code = known.get('return') ?? '';
  const sn = known.get('sn');
  return {
    id: (known.get('id') ?? '').slice(0, MAX_ID),
    returnCode: /^[+-]?\d{1,15}$/.test(code) ? Number(code) : null,
    command: known.get('cmd') ?? '',
    ...(sn === undefined || sn === '' ? {} : { sn }),
    extra: { ...extra },
  };
}

function draftsOf(body: string): Draft[] {
  const drafts: Draft[] = [];
  for (const line of body.split(lineEnd)) {
    const current = drafts.at(-1);
    if (startsResult.test(line)) {
      const draft = newDraft();
      takeParts(draft, line);
      drafts.push(draft);
    } else if (current !== undefined) {
      takeLine(current, line);
    }
  }
  return drafts;
}

/** The id in the address, the rest there or in the body; `SN` in the address names the device, not a sub-controller. */
function queryDraft(query: string, body: string): Draft | null {
  const parameters = new URLSearchParams(query.slice(query.indexOf('?') + 1));
  const draft = newDraft();
  for (const [key, value] of parameters) {
    if (key.toLowerCase() !== 'sn') take(draft, `${key}=${value}`);
  }
  for (const line of body.split(lineEnd)) takeParts(draft, line);
  return draft.known.has('id') ? draft : null;
}

const namesCommand = /^\s*(?:id|sn|return)\s*=/i;
const innerNul = /[^\s\0=]\0+[^\s\0]/;

/** Without the NUL inside, `ID=22<NUL>1` would be the result of another command: it is that of none. */
const withoutNul = (body: string): string =>
  body.replace(/[^&\r\n]+/g, (part) => {
    const plain = part.replaceAll('\0', '');
    return namesCommand.test(plain) && innerNul.test(part) ? `${plain}?` : plain;
  });

/**
 * Reads every form of result that was ever seen: one line or several, `return=` in small letters, any line end, blocks
 * of one field in each line with a text after them (Shell, INFO), ACCOUNT's parts without `=`, and the result in the
 * query string if the body has none. Text before the first `ID=` is ignored; a text without an id gives no result.
 *
 * @param query query string of the request, with or without the leading `?`
 */
export function parseResults(body: string, query = ''): CommandResult[] {
  const text = body.includes('\0') ? withoutNul(body) : body;
  const drafts = draftsOf(text);
  const inQuery = drafts.length === 0 ? queryDraft(query, text) : null;
  return [...drafts, ...(inQuery === null ? [] : [inQuery])].map(finished).filter(({ id }) => id !== '');
}
