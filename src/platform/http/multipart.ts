import { Failure } from '../errors.js';

const longestHead = 16 * 1024;
/** The most parts of a form; no call and no page has a tenth of them. */
const mostParts = 2_000;
const unreadable = () => new Failure('invalid', 'the multipart body cannot be read');

/** The first file of a multipart/form-data body (RFC 7578). */
export interface FilePart {
  readonly name: string;
  readonly content: AsyncIterable<Buffer>;
}

const boundaryOf = (contentType: string) => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain ?? '';
};

export const isMultipart = (contentType: string) => /^multipart\/form-data\b/i.test(contentType);

/** Reads bytes from a stream, up to a boundary or a length; what was passed on is not kept. */
class Reader {
  private held: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Everything before the boundary, piece by piece; the boundary itself is read, too. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        const part = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        if (part.length > 0) yield part;
        return;
      }
      // The bytes at the end may be the beginning of the boundary.
      const safe = Math.max(0, this.held.length - mark.length + 1);
      const part = this.held.subarray(0, safe);
      this.held = this.held.subarray(safe);
      if (part.length > 0) yield part;
      await this.more();
    }
  }

  async skip(mark: Buffer): Promise<void> {
    const parts = this.until(mark);
    while (!(await parts.next()).done);
  }

  async text(mark: Buffer): Promise<string> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of this.until(mark)) {
      length += part.length;
      if (length > longestHead) throw unreadable();
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  private async more(): Promise<void> {
    const next = await this.source.next();
    if (next.done) throw unreadable();
    this.held = Buffer.concat([this.held, next.value]);
  }

  /** Nobody needs the rest, but a client that is still sending does not read the answer. */
  async drain(): Promise<void> {
    while (!(await this.source.next()).done);
  }
}

const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

/** The name of a part's file, undefined for a part that is no file. */
function fileNameIn(head: string): string | undefined {
  const line = /^content-disposition:.*$/im.exec(head)?.[0] ?? '';
  const encoded = /;\s*filename\*=utf-8''([^\s;]+)/i.exec(line)?.[1];
  if (encoded !== undefined) return percentDecoded(encoded);
  return /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1] ?? /;\s*filename=([^\s;]+)/i.exec(line)?.[1];
}

/** The name of a part's field, in lower case: the manual and its clients spell them in different ways. */
const fieldNameIn = (head: string): string => {
  const line = /^content-disposition:.*$/im.exec(head)?.[0] ?? '';
  const [, quoted, plain] = /;\s*name=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(line) ?? [];
  return (quoted ?? plain ?? '').toLowerCase();
};

/** The content of a form, whatever the order of its parts. */
export interface UploadedForm<T> {
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** The result for the first file; null if there was none. */
  readonly taken: T | null;
}

/**
 * Reads a whole form. Its first file goes to `take` as it arrives, which may stop reading it or refuse it. The rest is
 * read all the same, because a client that is still sending does not read the answer.
 */
export async function readForm<T>(
  contentType: string,
  body: AsyncIterable<Buffer>,
  take: (file: FilePart) => Promise<T>,
): Promise<UploadedForm<T>> {
  const boundary = boundaryOf(contentType);
  const mark = Buffer.from(`\r\n--${boundary}`);
  const reader = new Reader(withLineEnds(body));
  const fields = new Map<string, string>();
  let taken: { readonly value: T } | null = null;
  let parts = 0;
  try {
    if (boundary === '') throw unreadable();
    await reader.skip(mark);
    while (!(await reader.text(lineEnd)).startsWith('--')) {
      if (++parts > mostParts) throw new Failure('invalid', `the form has more than ${mostParts} fields`);
      const head = `\r\n${await reader.text(headEnd)}`;
      const name = fileNameIn(head);
      if (name === undefined) fields.set(fieldNameIn(head), await reader.text(mark));
      // If no file was chosen, a browser sends a part without a file name.
      else if (name === '' || taken) await reader.skip(mark);
      else taken = { value: await takePart(reader, mark, name, take) };
    }
    return { fields, taken: taken?.value ?? null };
  } finally {
    await reader.drain();
  }
}

async function takePart<T>(reader: Reader, mark: Buffer, name: string, take: (file: FilePart) => Promise<T>) {
  const content = reader.until(mark);
  const value = await take({ name, content: notClosed(content) });
  while (!(await content.next()).done);
  return value;
}

/** The same pieces; if the reader stops, their source stays open. */
async function* notClosed(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

/** Reads up to the first file; its content must be read to its end. @throws Failure if there is none */
export async function filePart(contentType: string, body: AsyncIterable<Buffer>): Promise<FilePart> {
  const boundary = boundaryOf(contentType);
  const mark = Buffer.from(`\r\n--${boundary}`);
  const reader = new Reader(withLineEnds(body));
  try {
    if (boundary === '') throw unreadable();
    return { name: await firstFileName(reader, mark), content: lastPart(reader, mark) };
  } catch (error) {
    await reader.drain();
    throw error;
  }
}

async function firstFileName(reader: Reader, mark: Buffer): Promise<string> {
  await reader.skip(mark);
  for (let parts = 1; ; parts++) {
    if (parts > mostParts || (await reader.text(lineEnd)).startsWith('--')) throw unreadable();
    const name = fileNameIn(`\r\n${await reader.text(headEnd)}`);
    if (name !== undefined) return name;
    await reader.skip(mark);
  }
}

async function* lastPart(reader: Reader, mark: Buffer): AsyncGenerator<Buffer> {
  yield* reader.until(mark);
  await reader.drain();
}

/** The first boundary has no line end before it, and not every client sends one after the last. */
async function* withLineEnds(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield lineEnd;
  yield* body;
  yield lineEnd;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable();
  }
}
