import { Injectable } from '@nestjs/common';
import { CommandService } from '../../core/command/command.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { timeZoneValue } from '../../protocol/attendance-push/zone.js';
import { DeviceCache } from '../push/device-cache.js';

const lookEveryMs = 60_000;

/**
 * A terminal gets its offset from GMT only at its first contact (Attendance PUSH 14). When the offset changes, by
 * summer time or by an operator, the terminal is told to make contact again. If it does not, it is told again an hour
 * later, or as soon as the offset changes once more.
 */
@Injectable()
export class AttZoneWatchService {
  private lookedAt = 0;
  /** The offset for which each terminal was last told to make contact. */
  private readonly asked = new Map<string, string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly commands: CommandService,
  ) {}

  async check(now: number): Promise<void> {
    if (now - this.lookedAt < lookEveryMs) return;
    this.lookedAt = now;
    const told: { sn: string; told: string }[] = await this.unitOfWork.manager.query('SELECT sn, told FROM att_zone');
    for (const { sn, told: zone } of told) {
      const known = this.deviceCache.find(sn);
      if (known?.status !== 'approved' || known.device.link !== 'push-att') continue;
      const value = timeZoneValue(new Date(now), known.timeZone);
      if (value !== zone) await this.ask(sn, value);
    }
  }

  private async ask(sn: string, value: string): Promise<void> {
    const isOther = (this.asked.get(sn) ?? value) !== value;
    this.asked.set(sn, value);
    await this.unitOfWork.run(async (tx) => {
      const recent: unknown[] = await tx.query(
        `SELECT 1 FROM command WHERE sn = $1 AND type = 'setTime' AND created_at > clock_timestamp() - interval '1 hour'
         LIMIT 1`,
        [sn],
      );
      if (isOther || recent.length === 0) await this.commands.run(tx, sn, { type: 'setTime' }, { origin: 'clock' });
    });
  }
}
