import { bufferReady, prepareData } from '../../../protocol/standalone/bulk.js';
import { commands, replies } from '../../../protocol/standalone/codes.js';

/** A packet to be sent; `session` if it is not the session's number. */
export interface TerminalAnswer {
  readonly command: number;
  readonly data?: Buffer;
  readonly session?: number;
}

const none = Buffer.alloc(0);

export const ok = (data: Buffer = none): TerminalAnswer[] => [{ command: replies.ACK_OK, data }];
export const no = (code: number = replies.ACK_ERROR): TerminalAnswer[] => [{ command: code }];
export const inline = (data: Buffer): TerminalAnswer[] => [{ command: commands.DATA, data }];
export const ready = (size: number): TerminalAnswer[] => ok(bufferReady(size));

interface Streaming {
  readonly packetSize: number;
  readonly noClosingAck?: boolean | undefined;
  readonly junkSession?: boolean | undefined;
}

/** PREPARE_DATA, DATA in pieces with their number in the session field, ACK_OK. */
export function stream(bytes: Buffer, { packetSize, noClosingAck, junkSession }: Streaming): TerminalAnswer[] {
  const pieces: TerminalAnswer[] = [];
  for (let at = 0; at < bytes.length; at += packetSize) {
    const number = junkSession ? 0x5a5a : at / packetSize;
    pieces.push({ command: commands.DATA, data: bytes.subarray(at, at + packetSize), session: number });
  }
  const last: TerminalAnswer[] = noClosingAck
    ? []
    : [{ command: replies.ACK_OK, session: Math.max(0, pieces.length - 1) }];
  return [{ command: commands.PREPARE_DATA, data: prepareData(bytes.length, packetSize) }, ...pieces, ...last];
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
