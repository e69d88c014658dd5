import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { ok } from './code.js';
import type { Page } from './page.js';

/** Rows as they become ready, some at a time. */
type Rows = AsyncIterable<readonly object[]>;

const type = 'application/json; charset=utf-8';
const envelope = `{"code":${ok},"message":"success","data":`;

async function* written(before: string, rows: Rows, after: string): AsyncGenerator<string> {
  let text = before;
  for await (const some of rows) {
    // One at a time: a text of several photos is a large object, which is freed late.
    for (const row of some) {
      yield text + JSON.stringify(row);
      text = ',';
    }
  }
  yield `${text === ',' ? '' : text}${after}\n`;
}

/** Objects: a text would wait for all of them. */
const streamed = (before: string, rows: Rows, after: string) =>
  new StreamableFile(Readable.from(written(before, rows, after), { objectMode: false }), { type });

/** A list whose rows are too large to be held at once: each is sent before the next ones are read. */
export const streamedList = (rows: Rows): StreamableFile => streamed(`${envelope}[`, rows, ']}');

/** The same for a page with the total. */
export function streamedPage(page: Omit<Page, 'data'>, rows: Rows): StreamableFile {
  const { page: number, size, total, offset, lastPage } = page;
  const before = JSON.stringify({ page: number, size, total }).replace(/\}$/, ',"data":[');
  const after = JSON.stringify({ offset, lastPage }).replace(/^\{/, '],');
  return streamed(envelope + before, rows, `${after}}`);
}
