import { headerBytes } from './packet.js';

/** The bytes before a packet on TCP: a magic number and the length of what follows. */
export const prefixBytes = 8;
const magic = 0x7d825050;
const magicBytes = Buffer.from('5050827d', 'hex');
/** A longer frame is not valid. Real ones stay below 64 KiB. */
const longestFrame = 16 * 1024 * 1024;
/** The most pieces that are kept separately: each costs more memory than the byte that it may have. */
const mostPieces = 1_024;

/** The stream has no frame where one must begin: only a new connection helps. */
export class BadFrame extends Error {
  /** Packets before the fault. */
  before: readonly Buffer[] = [];
}

export function frame(packet: Buffer): Buffer {
  const prefix = Buffer.allocUnsafe(prefixBytes);
  prefix.writeUInt32LE(magic, 0);
  prefix.writeUInt32LE(packet.length, 4);
  return Buffer.concat([prefix, packet]);
}

/**
 * Cuts a TCP stream into packets by their lengths, however it is divided into segments. It never searches for the magic
 * number inside, because data may contain it. It only keeps one unfinished frame.
 */
export class FrameCutter {
  private pieces: Buffer[] = [];
  private held = 0;
  private wanted = prefixBytes;

  /** @param longest bytes of a packet beyond which the stream is broken */
  constructor(private readonly longest = longestFrame) {}

  /** Bytes of an unfinished frame. */
  get pending(): number {
    return this.held;
  }

  /** @returns the packets that are complete now. @throws BadFrame */
  push(bytes: Buffer): Buffer[] {
    this.pieces.push(bytes);
    this.held += bytes.length;
    if (this.pieces.length > mostPieces) this.joined();
    const packets: Buffer[] = [];
    try {
      this.cutAll(packets);
    } catch (error) {
      if (error instanceof BadFrame) error.before = packets;
      throw error;
    }
    return packets;
  }

  private cutAll(packets: Buffer[]): void {
    // Pieces are only joined when there are enough bytes: single bytes must not cost the square of a frame.
    while (this.held >= this.wanted) {
      const packet = this.cut();
      if (packet) packets.push(packet);
    }
    // If the bytes cannot become a frame, no more are waited for.
    if (this.held > 0 && this.held < prefixBytes) checkStart(this.joined());
  }

  private cut(): Buffer | null {
    const all = this.joined();
    const length = readPrefix(all, this.longest);
    const end = prefixBytes + length;
    if (all.length < end) {
      this.wanted = end;
      return null;
    }
    const rest = all.subarray(end);
    this.pieces = rest.length > 0 ? [rest] : [];
    this.held = rest.length;
    this.wanted = prefixBytes;
    return all.subarray(prefixBytes, end);
  }

  private joined(): Buffer {
    const [only] = this.pieces;
    const all = only && this.pieces.length === 1 ? only : Buffer.concat(this.pieces, this.held);
    this.pieces = [all];
    return all;
  }
}

function checkStart(bytes: Buffer): void {
  const known = Math.min(bytes.length, magicBytes.length);
  if (bytes.compare(magicBytes, 0, known, 0, known) !== 0) throw new BadFrame('no frame begins here');
}

function readPrefix(bytes: Buffer, longest: number): number {
  checkStart(bytes);
  const length = bytes.readUInt32LE(4);
  if (length < headerBytes || length > longest) throw new BadFrame(`a frame of ${length} bytes`);
  return length;
}
