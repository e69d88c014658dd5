import type { Socket } from 'node:net';
import type { Gaps } from './gaps.js';
import type { Pace, TerminalFaults } from './profile.js';

const dribbleBytes = 7;

/** Writes frames at the pace of the terminal, and breaks connections where its faults say so. */
export class FrameWriter {
  private sent = 0;

  constructor(private readonly terminal: { readonly pace: Pace; readonly faults: TerminalFaults }) {}

  async write(socket: Socket, gaps: Gaps, frames: readonly Buffer[]): Promise<void> {
    if (this.terminal.pace === 'glued') {
      this.put(socket, Buffer.concat(frames));
      return;
    }
    for (const each of frames) {
      if (this.terminal.pace === 'paced') await gaps.pass(() => this.put(socket, each));
      else await this.dribble(socket, each);
    }
  }

  private async dribble(socket: Socket, bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += dribbleBytes) {
      this.put(socket, bytes.subarray(at, at + dribbleBytes));
      await new Promise(setImmediate);
    }
  }

  private put(socket: Socket, bytes: Buffer): void {
    const { cutAfter, cuts = 0 } = this.terminal.faults;
    if (socket.destroyed) return;
    this.sent += bytes.length;
    if (cutAfter !== undefined && cuts > 0 && this.sent >= cutAfter) {
      this.terminal.faults.cuts = cuts - 1;
      this.sent = 0;
      // Half of it is still sent.
      socket.write(bytes.subarray(0, bytes.length >> 1), () => socket.destroy());
      return;
    }
    socket.write(bytes);
  }
}
