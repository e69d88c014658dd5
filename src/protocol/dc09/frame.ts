import { crc16 } from './crc16.js';

const begin = 0x0a;
const end = 0x0d;
const quote = 0x22;

/** The longest frame that is read; real ones have some hundred bytes. */
export const longestFrame = 2_048;

/** LF, CRC, length, content, CR. A few panels send the CRC as two bytes instead of four digits. */
export interface Frame {
  readonly content: Buffer;
  readonly hasBinaryCrc: boolean;
}

/** What is no frame: `damaged` may be sent again, of the rest nothing is known. */
export type FrameFault = 'damaged' | 'noise';

const upperHex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');

/** Reads what stands between LF and CR. */
export function readFrame(bytes: Buffer): Frame | FrameFault {
  const hasBinaryCrc = bytes[6] === quote && bytes[8] !== quote;
  const at = hasBinaryCrc ? 6 : 8;
  if (bytes[at] !== quote) return 'noise';
  const head = bytes.subarray(0, at).toString('latin1');
  const length = head.slice(-4);
  if (!/^[0-9A-Fa-f]{4}$/.test(length) || (!hasBinaryCrc && !/^[0-9A-Fa-f]{8}$/.test(head))) return 'noise';
  const content = bytes.subarray(at);
  const crc = hasBinaryCrc ? bytes.readUInt16BE(0) : parseInt(head.slice(0, 4), 16);
  if (content.length !== parseInt(length, 16) || crc16(content) !== crc) return 'damaged';
  return { content, hasBinaryCrc };
}

/** The frame of a content. */
export function writeFrame(content: string, hasBinaryCrc = false): Buffer {
  const bytes = Buffer.from(content, 'latin1');
  const crc = crc16(bytes);
  const head = hasBinaryCrc ? Buffer.of(crc >>> 8, crc & 0xff) : Buffer.from(upperHex(crc), 'latin1');
  return Buffer.concat([Buffer.of(begin), head, Buffer.from(upperHex(bytes.length), 'latin1'), bytes, Buffer.of(end)]);
}

/** Where the frame that begins behind LF ends. A CRC of two bytes may have the value of CR. */
function endOf(bytes: Buffer, from: number): number {
  return bytes.indexOf(end, from + 2);
}

/** Takes frames out of a stream, whatever parts it comes in. What stands between frames is left out. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** Bytes of a frame that has not ended yet. */
  get pending(): number {
    return this.rest.length;
  }

  /** @returns what stood between LF and CR; null = it has gone on for too long to be a frame */
  push(chunk: Buffer): Buffer[] | null {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Buffer[] = [];
    for (;;) {
      const start = bytes.indexOf(begin);
      if (start < 0) {
        bytes = Buffer.alloc(0);
        break;
      }
      const stop = endOf(bytes, start + 1);
      if (stop < 0) {
        bytes = bytes.subarray(start);
        break;
      }
      if (stop - start > longestFrame) return null;
      frames.push(bytes.subarray(start + 1, stop));
      bytes = bytes.subarray(stop + 1);
    }
    if (bytes.length > longestFrame) return null;
    this.rest = Buffer.from(bytes);
    return frames;
  }
}
