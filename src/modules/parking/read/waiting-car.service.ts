import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Failure } from '../../../platform/errors.js';
import { checkedPlate } from '../parking-list.service.js';
import type { ParkingRead } from './parking-read.entity.js';
import { PlateReadService } from './plate-read.service.js';

/** Whoever was told to pay at the exit, and has not gone elsewhere since. */
const waits = `SELECT channel_id AS "channelId" FROM (
    SELECT channel_id, reason, received_at FROM parking_read WHERE plate = $1 ORDER BY received_at DESC LIMIT 1
  ) last WHERE reason = 'unpaid' AND received_at > clock_timestamp() - interval '5 minutes'`;

/** Cars that stand at an exit until they are paid for. */
@Injectable()
export class WaitingCarService {
  constructor(
    private readonly reads: PlateReadService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Behind a payment: the car is looked at once more where it waits, as if its plate was read again.
   * @returns null if it waits nowhere
   */
  async letOut(carNumber: string): Promise<ParkingRead | null> {
    const plate = checkedPlate(carNumber);
    const [exit]: { channelId: string }[] = await this.unitOfWork.manager.query(waits, [plate]);
    if (!exit) return null;
    try {
      const seen = { carNumber, channel: exit.channelId };
      return await this.reads.carryOut(await this.unitOfWork.run((tx) => this.reads.judge(tx, seen)));
    } catch (error) {
      // The channel is gone, or leads elsewhere: it is paid all the same.
      if (error instanceof Failure) return null;
      throw error;
    }
  }
}
