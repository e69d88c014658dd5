import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { Failure } from '../../platform/errors.js';
import { BarrierService, byHand, checkOutcome } from './barrier.service.js';
import { ParkingPlaceService } from './parking-place.service.js';

/** Barriers that somebody opens by hand. */
@Injectable()
export class GateService {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly barriers: BarrierService,
    private readonly audited: AuditedTransaction,
  ) {}

  /**
   * @returns the number of the command; null where the site's own controller opened it
   * @throws Failure nothingSelected for a channel that is not there, deviceOffline, deviceUnsupported, deviceRefused
   */
  async open(caller: Caller, channelId: string): Promise<number | null> {
    const { channel, opening } = await this.audited.run(
      caller,
      async (tx) => {
        const found = await this.places.channel(tx, channelId).catch((error: unknown) => {
          if (!(error instanceof Failure)) throw error;
          throw new Failure('nothingSelected', error.message);
        });
        return { channel: found, opening: await this.barriers.ask(tx, found, byHand) };
      },
      ({ opening }) => (opening.by === 'command' ? { commandId: opening.commandId } : { opening: opening.id }),
    );
    if (opening.by === 'command') return opening.commandId;
    checkOutcome(await this.barriers.send(channel, opening.id, { plate: null }), channel);
    return null;
  }
}
