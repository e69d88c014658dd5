import { eventCodes } from '../../../protocol/standalone/codes.js';
import { readText, writeText } from '../../../protocol/standalone/text.js';
import type { TerminalContext } from './terminal-context.js';

const touches = 3;
const templateBytes = 600;

/** A finger that is put on the sensor three times. */
export class Enrolling {
  private cancelled = false;
  private readonly userId: string;
  private readonly finger: number;

  constructor(
    private readonly context: TerminalContext,
    data: Buffer,
    private readonly tell: (event: number, data: Buffer) => void,
  ) {
    const long = data.length >= 25;
    this.userId = long ? readText(data, 0, 24) : String(data.length >= 4 ? data.readUInt32LE(0) : 0);
    this.finger = data[long ? 24 : 4] ?? 0;
  }

  start(): void {
    const { enrolResult } = this.context.state;
    if (enrolResult === null) return;
    setTimeout(() => {
      if (!this.cancelled) this.play(enrolResult);
    }, 5).unref();
  }

  cancel(): void {
    this.cancelled = true;
  }

  private play(result: number): void {
    for (let touch = 0; touch < touches && result === 0; touch++) {
      this.tell(eventCodes.FINGER, Buffer.alloc(0));
      this.tell(eventCodes.FPFTR, Buffer.from([100]));
    }
    this.tell(eventCodes.ENROLLFINGER, result === 0 ? this.kept() : Buffer.from([result, 0]));
  }

  private kept(): Buffer {
    const user = this.context.data.users().find(({ userId }) => userId === this.userId);
    const template = Buffer.alloc(templateBytes, `SS21 of ${this.userId}`);
    if (user) this.context.data.setFinger({ uid: user.uid, finger: this.finger, flag: 1, template });
    const head = Buffer.from([0, 0, templateBytes & 0xff, templateBytes >> 8]);
    return Buffer.concat([head, writeText(this.userId, 9), Buffer.from([this.finger])]);
  }
}
