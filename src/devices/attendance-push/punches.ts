import { Injectable } from '@nestjs/common';
import { instantOf } from '../../platform/database/zone-time.js';
import type { NewEvent } from '../../modules/transaction/event.js';
import { linesOf, readPunch } from '../../protocol/attendance-push/punch.js';
import { ClockWatchService } from '../push/clock-watch.service.js';
import { EventStoreService } from '../push/event-store.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { receivedAtOf } from '../push/replay.js';
import type { DeviceRequest } from '../push/request.js';
import { punchEvent } from './punch-event.js';

/** A clock may show the time of another zone; a time further ahead is no time of a punch (Attendance PUSH 9.1). */
const aheadMs = 24 * 60 * 60 * 1_000;
/** Rows of a backlog that share one statement. The number is limited, so that other uploads need not wait long. */
const rowsAtOnce = 500;

const reasonOf = (lines: readonly string[]): string =>
  `punches without a time that can be${lines.some((line) => line.includes('\0')) ? ', or with a NUL inside a value' : ''}`;

/** `table=ATTLOG` (Attendance PUSH 9.1), on the one path in. */
@Injectable()
export class AttPunchHandler {
  constructor(
    private readonly events: EventStoreService,
    private readonly quarantine: QuarantineService,
    private readonly clocks: ClockWatchService,
  ) {}

  /**
   * @param isHistory the rows say nothing about the terminal's present clock
   * @returns how many lines came, readable or not: all of them are acknowledged (Attendance PUSH 9.0)
   */
  async store(
    request: DeviceRequest,
    known: CachedDevice,
    text: string,
    { isHistory = false }: { readonly isHistory?: boolean } = {},
  ): Promise<number> {
    const lines = linesOf(text);
    const receivedAt = receivedAtOf(request);
    const rows: NewEvent[] = [];
    const refused: string[] = [];
    for (const line of lines) {
      const punch = readPunch(line);
      const isTime = punch && instantOf(punch.time, known.timeZone).getTime() <= receivedAt.getTime() + aheadMs;
      if (punch && isTime) rows.push(punchEvent(known, punch, line, receivedAt));
      else refused.push(line);
    }
    if (refused.length > 0) {
      const body = Buffer.from(refused.join('\n'));
      await this.quarantine.keep({ ...request, body }, reasonOf(refused));
    }
    const stored = await this.insert(request, rows);
    if (stored > 0 && !isHistory) await this.checkClock(known, rows);
    return lines.length;
  }

  private async insert(request: DeviceRequest, rows: readonly NewEvent[]): Promise<number> {
    let stored = 0;
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      stored += await this.events.insert(request, rows.slice(at, at + rowsAtOnce));
    }
    return stored;
  }

  private async checkClock(known: CachedDevice, rows: readonly NewEvent[]): Promise<void> {
    const latest = rows
      .map(({ eventTime }) => eventTime)
      .sort()
      .at(-1);
    if (latest !== undefined) await this.clocks.checkEvent(known, latest);
  }
}
