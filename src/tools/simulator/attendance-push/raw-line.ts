import { connect } from 'node:net';
import type { Answer } from '../transport.js';

/** A GET whose address is sent unescaped, with blanks, which node:http would not send. */
export function getRaw(base: string, address: string, seconds = 10): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(port === '' ? 80 : port), hostname, () =>
      socket.write(`GET ${address} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\nAccept: */*\r\n\r\n`),
    );
    socket.setTimeout(seconds * 1_000, () => socket.destroy(new Error('no answer in time')));
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => {
      const bytes = Buffer.concat(parts);
      const text = bytes.toString();
      const at = text.indexOf('\r\n\r\n');
      const body = at < 0 ? '' : text.slice(at + 4);
      resolve({ status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), body, bytes, headers: {} });
    });
  });
}
