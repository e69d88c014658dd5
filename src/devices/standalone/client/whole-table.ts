import { longestWhole, type TableRequest } from '../../../protocol/standalone/bulk.js';
import { PullError } from './pull-error.js';
import type { ReadSettings } from './table-reader.js';
import type { Terminal } from './terminal.js';

/** Reads a table in parts of a size that the connection carries well. The buffer is freed in every case. */
export async function* readParts(
  terminal: Terminal,
  request: TableRequest,
  progress?: ReadSettings['progress'],
): AsyncGenerator<Buffer> {
  const reader = terminal.reader(progress);
  const opened = await reader.open(request);
  if (opened.kind === 'whole') {
    progress?.(opened.bytes.length, opened.bytes.length);
    yield opened.bytes;
    return;
  }
  try {
    for (let at = 0; at < opened.size;) {
      const part = await reader.part(at, Math.min(terminal.chunkBytes, opened.size - at));
      at += part.length;
      progress?.(at, opened.size);
      yield part;
    }
  } finally {
    if (terminal.session.isOpen) await reader.free();
  }
}

/** Reads a whole table: users and templates, of which there are never many. */
export async function readWhole(terminal: Terminal, request: TableRequest): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of readParts(terminal, request)) {
    parts.push(part);
    bytes += part.length;
    if (bytes > longestWhole) throw new PullError('protocol', `a table of more than ${longestWhole} bytes`);
  }
  return Buffer.concat(parts);
}
