import { IsNull, type EntityManager } from 'typeorm';
import { lockKeys } from '../../../platform/database/locks.js';
import { ParkingBill, ParkingStay } from './stay.entity.js';

/** A car that did not pass after all: the barrier stayed shut. */
export interface NotPassed {
  readonly plate: string;
  readonly channelId: string;
  readonly at: Date;
}

/** It has not come in: a stay that began with that passage was none, unless somebody has been told what it costs. */
export async function neverEntered(tx: EntityManager, { plate, channelId, at }: NotPassed): Promise<void> {
  await lockKeys(tx, 'parkingStay', [plate]);
  const stay = await tx.findOneBy(ParkingStay, { plate, channelId, enteredAt: at, leftAt: IsNull() });
  if (!stay || (await tx.existsBy(ParkingBill, { stayId: stay.id }))) return;
  await tx.delete(ParkingStay, { id: stay.id });
}

/** It has not gone: its stay goes on, unless it has begun another one since. */
export async function neverLeft(tx: EntityManager, { plate, channelId, at }: NotPassed): Promise<void> {
  await lockKeys(tx, 'parkingStay', [plate]);
  const stay = await tx.findOneBy(ParkingStay, { plate, exitChannelId: channelId, leftAt: at });
  if (!stay || (await tx.existsBy(ParkingStay, { plate, leftAt: IsNull() }))) return;
  await tx.update(ParkingStay, { id: stay.id }, { leftAt: null, exitChannelId: null, ended: null, owed: 0 });
}
