import { setImmediate as breath } from 'node:timers/promises';

/** Rows that are read without a pause. */
const linesAtOnce = 500;
const bytesAtOnce = 256 * 1024;
/** The most lines that one row can have in any format. */
const mostLines = 2 * linesAtOnce;
const longestHead = 80;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Whether a line begins a row, by its first characters; on some firmware a row continues in the next line. */
export type StartsRow = (head: string) => boolean;

const always: StartsRow = () => true;

/** Content on lines of its own belongs to the row before it (docs/field-notes.md 35). No name of a table is so long. */
export const isNoContent: StartsRow = (head) =>
  !/^\s*(?:content|photo|tmp|template)\s*=/i.test(head) && !/^[A-Za-z0-9+/]{40,}=*(?:[\r\n]|$)/.test(head);

const endsLine = (body: Buffer, at: number) =>
  body[at] === lineFeed || (body[at] === carriageReturn && body[at + 1] !== lineFeed);

/** Cuts a body where rows begin, so that other work can run between the slices. Nothing is copied. */
export function* slicesOf(body: Buffer, startsRow: StartsRow = always): Generator<Buffer> {
  let start = 0;
  let lines = 0;
  for (let at = 0; at < body.length; at++) {
    if (!endsLine(body, at)) continue;
    lines++;
    if (lines < linesAtOnce && at - start < bytesAtOnce) continue;
    const next = at + 1;
    if (lines < mostLines && !startsRow(body.toString('latin1', next, next + longestHead))) continue;
    yield body.subarray(start, next);
    start = next;
    lines = 0;
  }
  if (start < body.length || body.length === 0) yield body.subarray(start);
}

/** Passes a body on slice by slice; an empty body is one slice. */
export async function inSlices(
  body: Buffer,
  task: (slice: Buffer) => Promise<unknown>,
  startsRow?: StartsRow,
): Promise<void> {
  for (const slice of slicesOf(body, startsRow)) {
    await task(slice);
    if (slice.length < body.length) await breath();
  }
}

/** Ends work that is done in steps; other work runs between them. */
export async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breath();
  }
}

/** Joins slices of one body: unreadable slices are kept together. */
export const joined = (slices: readonly Buffer[], body: Buffer): Buffer =>
  slices.reduce((sum, { length }) => sum + length, 0) === body.length ? body : Buffer.concat(slices);

/** Rows of a body: its lines that are not empty. */
export function rowsIn(body: Buffer): number {
  let rows = 0;
  let isEmpty = true;
  // Not by its iterator, which takes several times as long.
  body.forEach((byte) => {
    if (byte === lineFeed || byte === carriageReturn) isEmpty = true;
    else if (isEmpty && byte > 0x20) {
      rows++;
      isEmpty = false;
    }
  });
  return rows;
}
