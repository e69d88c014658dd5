import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../../platform/config.js';
import { newId } from '../../../platform/database/id.js';
import { wallClockOf } from '../../../platform/database/zone-time.js';
import { CONFIG } from '../../../platform/tokens.js';
import type { ParkingChannel } from '../parking-channel.entity.js';
import { ParkingRecordService, type Direction } from '../parking-record.service.js';
import { channelStates, type ChannelState, type EventType } from '../parking-words.js';
import { ParkingFixedVehicle } from '../fixed-vehicle.entity.js';
import { ParkingSiteService } from '../parking-site.service.js';
import { ParkingStay } from '../stay/stay.entity.js';
import { ParkingStayService, type Entry } from '../stay/stay.service.js';
import type { Verdict } from './plate-verdict.js';

/** A car that passes a channel. */
export interface Passed {
  readonly channel: ParkingChannel;
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly carNumber: string;
  readonly plate: string;
  readonly at: Date;
  readonly key: string;
  readonly picture: Buffer | undefined;
}

/** What the bill of a car is reduced to that pays nothing. */
const freeOf = { allowed: 'allow list', person: 'person' } as const;

/** What is written when a car passes: its record, and the beginning or the end of its stay. */
@Injectable()
export class PassageService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly records: ParkingRecordService,
    private readonly sites: ParkingSiteService,
    private readonly stays: ParkingStayService,
  ) {}

  /** @returns the id of the record @throws Failure as ParkingRecordService.store */
  async pass(tx: EntityManager, passed: Passed): Promise<string> {
    const { channel, direction, verdict, carNumber, plate, at, key, picture } = passed;
    const vehicle = await tx.findOneBy(ParkingFixedVehicle, { plate });
    const carType = vehicle && (await this.sites.get(tx, 'carType', vehicle.carTypeId));
    const record = await this.records.store(tx, {
      ...{ key, channel: channel.id, carNumber, direction, picture },
      time: wallClockOf(at, this.config.siteTimeZone),
      carTypeName: verdict.isFixed ? carType?.name : undefined,
      eventType: eventTypeOf(verdict, vehicle !== null),
    });
    const stay = { plate: carNumber, channelId: channel.id, at };
    const { isInner } = channelStates[channel.state as ChannelState];
    if (direction === 'in') await this.enter(tx, { ...stay, areaId: channel.areaId, carTypeId: carType?.id }, verdict);
    else if (!isInner) await this.stays.leave(tx, stay);
    return record.id;
  }

  private async enter(tx: EntityManager, entry: Entry, { reason }: Verdict): Promise<void> {
    const { id, discounts } = await this.stays.enter(tx, entry);
    const name = reason === 'allowed' || reason === 'person' ? freeOf[reason] : null;
    if (name === null || discounts.length > 0) return;
    await tx.update(ParkingStay, { id }, { discounts: [{ id: newId(), name, kind: 'free', value: 0 }] });
  }
}

function eventTypeOf({ driver, isFixed }: Verdict, isVehicle: boolean): EventType {
  if (driver?.isVisitor) return 8;
  return isVehicle && !isFixed ? 2 : 1;
}
