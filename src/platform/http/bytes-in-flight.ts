import type { Readable } from 'node:stream';

/** Bodies that are held at the same time cost no more than this together. */
export class BytesInFlight {
  private held = 0;

  constructor(private readonly most: number) {}

  get bytes(): number {
    return this.held;
  }

  /** @returns false where they do not fit; then nothing is taken */
  take(bytes: number): boolean {
    if (this.held + bytes > this.most) return false;
    this.held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}

/** What a body may take: so many bytes of its own, those of them that come first without asking anybody. */
export interface BodyLimits {
  readonly most: number;
  /** Small bodies never wait for large ones. */
  readonly free: number;
  readonly shared: BytesInFlight;
}

/** Why a body is not read to its end. */
export type BodyFault = 'tooLarge' | 'noRoom' | 'broken';

/** Takes up a body as it comes, in one piece that grows: pieces that are joined at the end cost twice their bytes. */
export class HeldBody {
  private room: Buffer = Buffer.alloc(0);
  private length = 0;
  private owed = 0;

  constructor(private readonly limits: BodyLimits) {}

  get bytes(): Buffer {
    return this.room.subarray(0, this.length);
  }

  add(chunk: Buffer): BodyFault | null {
    const { most, free, shared } = this.limits;
    const length = this.length + chunk.length;
    if (length > most) return 'tooLarge';
    const owes = Math.max(0, length - free) - this.owed;
    if (!shared.take(owes)) return 'noRoom';
    this.owed += owes;
    // Most bodies come in one piece.
    if (this.length === 0) this.room = chunk;
    else {
      if (length > this.room.length) this.grow(length);
      chunk.copy(this.room, this.length);
    }
    this.length = length;
    return null;
  }

  /** To be called once nobody works with the bytes any more, whether their sender has waited for it or not. */
  release(): void {
    this.limits.shared.give(this.owed);
    this.owed = 0;
    this.room = Buffer.alloc(0);
    this.length = 0;
  }

  private grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.limits.most, Math.max(least, this.room.length * 2)));
    this.room.copy(larger, 0, 0, this.length);
    this.room = larger;
  }
}

/** Reads the body of a request. A fault leaves the rest of it unread, and holds nothing. */
export function readWhole(source: Readable, limits: BodyLimits): Promise<HeldBody | BodyFault> {
  const held = new HeldBody(limits);
  return new Promise((resolve) => {
    let isOver = false;
    const end = (fault: BodyFault | null) => {
      if (isOver) return;
      isOver = true;
      if (fault) {
        source.off('data', onData);
        held.release();
        source.pause();
      }
      resolve(fault ?? held);
    };
    const onData = (chunk: Buffer) => {
      const fault = held.add(chunk);
      if (fault) end(fault);
    };
    // A body that breaks off was never said: whoever sent it sends it again.
    const onBroken = () => end('broken');
    source.on('data', onData).on('error', onBroken).on('close', onBroken);
    source.on('end', () => end(null));
  });
}
