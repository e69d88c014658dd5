import type { Readable } from 'node:stream';

/** A limit for the memory of all bodies that are held at the same time. */
export class BytesInFlight {
  private held = 0;

  constructor(private readonly most: number) {}

  get bytes(): number {
    return this.held;
  }

  /** @returns false if there is no room; then nothing is reserved */
  take(bytes: number): boolean {
    if (this.held + bytes > this.most) return false;
    this.held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}

/** The memory that a body may take: its own limit, and the first bytes, which are free. */
export interface BodyLimits {
  readonly most: number;
  /** Small bodies never wait for large ones. */
  readonly free: number;
  readonly shared: BytesInFlight;
}

/** The reason why a body is not read to its end. */
export type BodyFault = 'tooLarge' | 'noRoom' | 'broken';

/** Collects a body as it arrives, in one buffer that grows: joining pieces at the end would take twice the memory. */
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

  /** Must be called once nobody uses the bytes any more, whether the sender has waited for it or not. */
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

/** Reads the body of a request. After a fault the rest stays unread, and no memory is held. */
export function readWhole(source: Readable, limits: BodyLimits): Promise<HeldBody | BodyFault> {
  // Its sender left before anybody listened: no event would come any more.
  if (source.destroyed) return Promise.resolve('broken');
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
    // A body that breaks off does not count: the sender sends it again.
    const onBroken = () => end('broken');
    source.on('data', onData).on('error', onBroken).on('close', onBroken);
    source.on('end', () => end(null));
  });
}
