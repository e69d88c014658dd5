import { createCipheriv } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const two = (value: number) => String(value).padStart(2, '0');

/** `_HH:MM:SS,MM-DD-YYYY`, as a panel writes it. */
export const stamp = (at = new Date()): string =>
  `_${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())},` +
  `${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}-${at.getUTCFullYear()}`;

/** CRC-16/ARC, bit by bit, apart from the gateway's own. */
function crcOf(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes)
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = ((crc ^ (byte >> bit)) & 1) === 1;
      crc >>= 1;
      if (isOdd) crc ^= 0xa001;
    }
  return crc;
}

const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');

export function frameOf(content: string): Buffer {
  const bytes = Buffer.from(content, 'latin1');
  return Buffer.from(`\n${hex(crcOf(bytes))}${hex(bytes.length)}${content}\r`, 'latin1');
}

/** `head` up to the bracket, and what stands in it, sealed. */
export function sealedFrame(head: string, text: string, key: Buffer): Buffer {
  const missing = (16 - ((text.length + 1) % 16)) % 16;
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.alloc(16)).setAutoPadding(false);
  const body = Buffer.concat([cipher.update(`${'7'.repeat(missing)}|${text}`, 'latin1'), cipher.final()]);
  return frameOf(`${head}[${body.toString('hex').toUpperCase()}`);
}

/** A panel that is connected over TCP. */
export class Dc09Panel {
  private text = '';
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => (this.text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  static async connect(port: number): Promise<Dc09Panel> {
    const socket = connect(port, '127.0.0.1');
    const panel = new Dc09Panel(socket);
    await once(socket, 'connect');
    return panel;
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The contents of all answers so far. */
  get answers(): string[] {
    return [...this.text.matchAll(/\n[0-9A-F]{8}([^\r]*)\r/g)].map(([, content = '']) => content);
  }

  /** Sends a message and waits for its answer. */
  async ask(bytes: Buffer): Promise<string> {
    const before = this.answers.length;
    this.send(bytes);
    for (;;) {
      const answer = this.answers[before];
      if (answer !== undefined) return answer;
      if (this.isClosed) throw new Error('the receiver has closed the connection');
      await once(this.socket, 'data');
    }
  }

  close(): void {
    this.socket.destroy();
  }
}

/** The same in one datagram. */
export async function askByUdp(port: number, bytes: Buffer): Promise<string> {
  const socket = createSocket('udp4');
  const heard = once(socket, 'message') as Promise<[Buffer]>;
  socket.send(bytes, port, '127.0.0.1');
  const [answer] = await heard;
  socket.close();
  return answer.toString('latin1').slice(9, -1);
}
