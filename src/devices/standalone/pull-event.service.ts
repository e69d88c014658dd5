import { Injectable } from '@nestjs/common';
import type { Punch } from '../../protocol/standalone/attendance.js';
import type { LiveEvent } from '../../protocol/standalone/realtime.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { AccEventHandler } from '../access-push/acc-events.js';
import { QuarantineService } from '../push/quarantine.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import { alarmRow, punchRow, type SeenPunch } from './punch-rows.js';

/** Bytes of an event that cannot be read. */
const longestKept = 8 * 1024;
/** Of a log that cannot be read; its first bytes are its length. */
const pieceBytes = 16 * 1024;
const headBytes = 4;

/** Punches of terminals take the one path in: a punch that comes live and again with the log is stored once. */
@Injectable()
export class PullEventService {
  constructor(
    private readonly events: AccEventHandler,
    private readonly quarantine: QuarantineService,
  ) {}

  /** @returns how many were new here. Resolves after the commit that holds them */
  async storePunches(known: CachedDevice, punches: readonly SeenPunch[] | readonly Punch[]): Promise<number> {
    const records = punches.flatMap((punch) => punchRow(punch));
    if (records.length === 0) return 0;
    const body = Buffer.from(records.map(({ raw }) => raw).join('\n'));
    const kept = { sn: known.sn, path: '4370/attendance', query: new Map<string, string>(), body };
    return (await this.events.storeRecords(kept, known, records)).stored;
  }

  /** An event that the terminal reports at the moment it happens. */
  async storeLive(known: CachedDevice, event: LiveEvent, userIdOf: (uid: number) => Promise<string>): Promise<void> {
    if (event.kind === 'punch') {
      const named = event.punches.map(async (punch) =>
        punch.byUid ? { ...punch, userId: await userIdOf(Number(punch.userId)) } : punch,
      );
      await this.storePunches(known, await Promise.all(named));
      return;
    }
    if (event.kind === 'unreadable') {
      await this.keep(known, event.data);
      return;
    }
    const rows = event.kind === 'alarm' ? alarmRow(event, wallClockOf(new Date(), known.timeZone)) : null;
    if (rows === null) return;
    const kept = { sn: known.sn, path: '4370/alarm', query: new Map<string, string>(), body: Buffer.alloc(0) };
    await this.events.storeRecords(kept, known, rows);
  }

  /**
   * Its punches are kept as they came, in pieces that do not change while the log grows: a piece that is there already
   * counts as a repetition.
   */
  async keepLog({ sn }: CachedDevice, log: Buffer): Promise<void> {
    const query = new Map<string, string>();
    for (let at = 0; at < log.length; at += pieceBytes) {
      const body = log.subarray(at === 0 ? headBytes : at, at + pieceBytes);
      if (body.length === 0) continue;
      await this.quarantine.keep({ sn, path: '4370/log', query, body }, 'a log of punches whose layout is not known');
    }
  }

  /** The log has it, too, but perhaps in the same form. */
  private keep({ sn }: CachedDevice, data: Buffer): Promise<void> {
    const body = Buffer.from(data.subarray(0, longestKept).toString('hex'));
    const query = new Map<string, string>();
    return this.quarantine.keep({ sn, path: '4370/event', query, body }, 'a punch of a form that is not known');
  }
}
