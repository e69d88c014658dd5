import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../platform/errors.js';
import { filePart, isMultipart } from '../../platform/http/multipart.js';
import { turns } from '../../platform/turns.js';
import { invalidField } from '../common/invalid.js';
import { csvRows, decodeText, MixedText, TooLong, TooManyLines, TooWide, UnclosedQuote, type CsvRow } from './csv.js';

const mostBytes = 10 * 1024 * 1024;
const unreadable = [UnclosedQuote, TooWide, TooLong, TooManyLines] as const;

/** A table that is the body, or the file of a form. @throws Failure tooLarge, invalid */
export const csvOf = async (request: FastifyRequest): Promise<string> => textOf(await bytesOf(request));

/** Its lines with content; other work runs between them. @throws Failure invalid */
export async function* csvLines(csv: string): AsyncGenerator<CsvRow> {
  const othersTurn = turns();
  try {
    for (const row of csvRows(csv.replace(/^\ufeff/, ''))) {
      if (row.cells.length > 0) yield row;
      await othersTurn();
    }
  } catch (error) {
    if (unreadable.some((kind) => error instanceof kind))
      throw invalidField('file', `cannot be read: ${(error as Error).message}`);
    throw error;
  }
}

function textOf(bytes: Buffer): string {
  try {
    return decodeText(bytes);
  } catch (error) {
    throw error instanceof MixedText ? invalidField('file', error.message) : error;
  }
}

async function bytesOf({ headers, body }: FastifyRequest): Promise<Buffer> {
  const stream = body as Readable | undefined;
  if (!stream) throw invalidField('file', 'is needed', 'missing');
  const label = headers['content-type'] ?? '';
  const content: AsyncIterable<Buffer> = isMultipart(label) ? (await filePart(label, stream)).content : stream;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    length += chunk.length;
    // A client that is still sending does not read the answer, so a file that is too large is read to its end.
    if (length <= mostBytes) chunks.push(chunk);
  }
  if (length > mostBytes) throw new Failure('tooLarge', `the file is larger than ${mostBytes} bytes`);
  return Buffer.concat(chunks);
}
