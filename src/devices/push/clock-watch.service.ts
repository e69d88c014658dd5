import { Injectable } from '@nestjs/common';
import { CommandService } from '../../core/command/command.service.js';
import { instantOf } from '../../platform/database/zone-time.js';
import { notify, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { requestDelayOf } from '../../modules/device/request-delay.js';
import { isRealWall } from '../../protocol/access-push/time.js';
import type { CachedDevice } from './cached-device.js';

const mostDriftMs = 60_000;

/**
 * Sets clocks that are more than a minute off, at most once an hour. Some models lose their time synchronisation when
 * they are set (a quirk).
 */
@Injectable()
export class ClockWatchService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly commands: CommandService,
  ) {}

  /** @param wallClock the time of the device's clock in its present report */
  async check(known: CachedDevice, wallClock: string): Promise<void> {
    // A clock that cannot be read is not corrected.
    if (!isRealWall(wallClock) || known.device.quirks.keepClock === true) return;
    const drift = instantOf(wallClock, known.timeZone).getTime() - Date.now();
    if (Math.abs(drift) <= mostDriftMs) return;
    await this.unitOfWork.run(async (tx) => {
      const recent: unknown[] = await tx.query(
        `SELECT 1 FROM command WHERE sn = $1 AND type = 'setTime' AND created_at > clock_timestamp() - interval '1 hour'
         LIMIT 1`,
        [known.sn],
      );
      if (recent.length > 0) return;
      const asked = { origin: 'clock', pollSeconds: requestDelayOf(known.device) };
      await this.commands.run(tx, known.sn, { type: 'setTime' }, asked);
      await tx.query(`SELECT feed_append('clockDrift', $1, $2)`, [known.sn, String(Math.round(drift / 1_000))]);
      notify(tx, 'feed');
    });
  }

  /** An old event may be sent late; only an event in the future says something about the clock. */
  async checkEvent(known: CachedDevice, wallClock: string): Promise<void> {
    if (instantOf(wallClock, known.timeZone).getTime() > Date.now() + mostDriftMs) await this.check(known, wallClock);
  }
}
