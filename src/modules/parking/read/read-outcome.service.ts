import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Command } from '../../../core/command/command.js';
import { CommandService, type CommandEnd } from '../../../core/command/command.service.js';
import { GroupDeliveryService } from '../../../core/command/group-delivery.service.js';
import { ParkingRecord } from '../parking.entity.js';
import type { EventType } from '../parking-words.js';
import { neverEntered, neverLeft } from '../stay/stay-undo.js';
import { ParkingRead } from './parking-read.entity.js';
import { PlateReadService, readOrigin } from './plate-read.service.js';
import type { ReadReason } from './plate-verdict.js';

/** How the barrier stayed shut, by the end of its command. */
const shut: Readonly<Partial<Record<Command['status'], ReadReason>>> = {
  cancelled: 'withdrawn',
  expired: 'barrierOffline',
  failed: 'barrierRefused',
};

/** "Opening cancelled". */
const notOpened: EventType = 6;

/** What becomes of the commands of plates that were read. */
@Injectable()
export class ReadOutcomeService {
  constructor(
    commands: CommandService,
    groups: GroupDeliveryService,
    private readonly reads: PlateReadService,
  ) {
    commands.onHandOut(readOrigin, async (tx, { id, order }) => ((await this.reads.mayStill(tx, id)) ? order : null));
    groups.onHandOut(readOrigin, async (tx, asked) => {
      const still = new Set<number>();
      for (const { id } of asked) if (await this.reads.mayStill(tx, id)) still.add(id);
      return still;
    });
    commands.onSettled(readOrigin, (tx, command, end) => this.settled(tx, command, end));
  }

  /** Of a car whose barrier stayed shut there is no passage. Where nobody knows, it counts as passed. */
  private async settled(tx: EntityManager, { id: commandId }: Command, { status }: CommandEnd): Promise<void> {
    const read = await tx.findOneBy(ParkingRead, { commandId });
    if (!read) return;
    const reason = shut[status];
    if (reason === undefined) {
      if (status !== 'done') await tx.update(ParkingRead, { id: read.id }, { detail: status });
      return;
    }
    await tx.update(ParkingRead, { id: read.id }, { opened: false, reason, detail: status });
    const record = read.recordId === null ? null : await tx.findOneBy(ParkingRecord, { id: read.recordId });
    if (!record) return;
    await tx.update(ParkingRecord, { id: record.id }, { eventType: notOpened });
    const { plate, channelId, at } = read;
    await (record.direction === 'in' ? neverEntered : neverLeft)(tx, { plate, channelId, at });
  }
}
