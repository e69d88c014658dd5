import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { DeviceMessage } from './request.js';

const longest = 8_192;

const begin = /^GET \//i;
const version = / HTTP\/1\.[01]$/i;

/**
 * The address of a GET with blanks in it: old firmware writes INFO and names unescaped (Attendance PUSH 2.1). The line
 * is searched from both ends, because a pattern over the whole line would cost the square of its blanks.
 */
function addressWithBlanks(line: string): string | null {
  if (!begin.test(line) || !version.test(line) || /[\r\n]/.test(line)) return null;
  const url = line.slice('GET '.length, -' HTTP/1.1'.length);
  return url.includes(' ') ? url.replaceAll(' ', '%20') : null;
}

/** The request that node:http refused, if such a line is its only fault. Otherwise null. */
export function looseRequest(raw: Buffer | undefined, socket: Socket): DeviceMessage | null {
  const text = raw?.subarray(0, longest).toString('latin1') ?? '';
  const [head, ...rest] = text.split('\r\n\r\n');
  // A request that is cut off, or has more data after it, is not repaired here.
  if (head === undefined || rest.length !== 1 || rest[0] !== '') return null;
  const [first = '', ...lines] = head.split('\r\n');
  const url = addressWithBlanks(first);
  if (url === null) return null;
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, Math.max(at, 0)).trim().toLowerCase(), line.slice(at + 1).trim()];
    }),
  ) as IncomingMessage['headers'];
  return { method: 'GET', url, headers, socket };
}

/** An answer on a connection that no parser reads any more. */
export function answerLoosely(socket: Socket, status: number, bytes: Buffer): void {
  const head = [
    `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Refused'}`,
    'content-type: text/plain;charset=UTF-8',
    `content-length: ${bytes.length}`,
    `date: ${new Date().toUTCString()}`,
    'connection: close',
  ].join('\r\n');
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]));
}
