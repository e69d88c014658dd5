import { chunkBytes } from './format.js';

const newline = 0x0a;

export interface CopyChunk {
  readonly text: Buffer;
  readonly rows: number;
}

/** COPY text in pieces of whole rows; only a row that is longer than a piece is cut. */
export async function* copyChunks(source: AsyncIterable<Buffer>, most = chunkBytes): AsyncGenerator<CopyChunk> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    while (length >= most) {
      const all = Buffer.concat(parts, length);
      const end = all.lastIndexOf(newline, most - 1) + 1 || most;
      yield chunkOf(all.subarray(0, end));
      const rest = all.subarray(end);
      parts = [rest];
      length = rest.length;
    }
  }
  if (length > 0) yield chunkOf(Buffer.concat(parts, length));
}

const chunkOf = (text: Buffer): CopyChunk => ({ text, rows: rowsIn(text) });

/** In COPY text each row has one line: line ends in values are written as \n. */
export function rowsIn(text: Buffer): number {
  let rows = 0;
  for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) rows++;
  return rows;
}
