import { attPhotoName, attPhotoRange, readAttPhotoNames } from '../../../protocol/standalone/att-photos.js';
import { commands, isAbsent, replies } from '../../../protocol/standalone/codes.js';
import { isPullError, PullError } from './pull-error.js';
import type { Terminal } from './terminal.js';

/** Pictures that a terminal took of people who punched. */
export class AttPhotos {
  constructor(private readonly terminal: Terminal) {}

  /** @throws PullError notSupported if the terminal has no camera, or does not answer */
  async count(): Promise<number> {
    const { data } = await this.terminal.session.demand('photos', commands.ATTPHOTO_COUNT, undefined, { resend: 3 });
    if (data.length < 4) throw new PullError('protocol', 'a number of photos without the number');
    return data.readUInt32LE(0);
  }

  /** @param from `yyyy-MM-dd HH:mm:ss` */
  async names(from: string, to: string): Promise<string[]> {
    return readAttPhotoNames((await this.fetch(commands.ATTPHOTO_LIST, attPhotoRange(from, to))) ?? Buffer.alloc(0));
  }

  /** A JPEG; null if there is none of that name. */
  photo(name: string): Promise<Buffer | null> {
    return this.fetch(commands.ATTPHOTO_RRQ, attPhotoName(name));
  }

  /** Deletes the pictures of a period if a copy of each exists. @param copied names of the copied pictures */
  async clear(from: string, to: string, copied: ReadonlySet<string>): Promise<void> {
    const left = (await this.names(from, to)).filter((name) => !copied.has(name));
    if (left.length > 0) throw new PullError('refused', `not cleared: there is no copy of ${left[0]}`);
    const { session } = this.terminal;
    await session.demand('photos', commands.ATTPHOTO_CLEAR, attPhotoRange(from, to), { timeoutMs: 30_000 });
  }

  private async fetch(command: number, data: Buffer): Promise<Buffer | null> {
    try {
      const bytes = await this.terminal.reader().fetch(command, data);
      return bytes.length > 0 ? bytes : null;
    } catch (error) {
      const isNone = isPullError(error, 'refused') && (error.code === replies.ACK_ERROR || isAbsent(error.code ?? 0));
      if (!isNone) throw error;
      return null;
    }
  }
}
