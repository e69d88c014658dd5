import { connections, locks, modes, positions } from '../../modules/door/door-condition.js';
import type { DoorNow } from '../../modules/door/door-state.service.js';
import type { LastAtDoor } from '../../modules/transaction/last-at-doors.js';
import { doorAlarms } from '../../protocol/access-push/rtstate.js';
import { Shown } from '../common/fields.js';

const instant = { nullable: true, type: String, format: 'date-time' } as const;

/** Every word that a state may have, and `alarm` for any alarm. */
export const stateWords: readonly string[] = [
  ...new Set([...connections, ...positions, ...locks, ...modes, 'alarm', ...doorAlarms]),
];

export class DoorConditionView {
  @Shown('Whether the device is there', { enum: [...connections] }) connection!: string;
  @Shown('What the sensor says; unknown while the device is away', { enum: [...positions] }) position!: string;
  @Shown('What the relay says; unknown while the device is away', { enum: [...locks] }) lock!: string;
  @Shown('As the last acknowledged orders left it; unknown where one was not answered', { enum: [...modes] })
  mode!: string;
  @Shown('Alarms that are on', { type: 'array', items: { type: 'string', enum: [...doorAlarms] } })
  alarms!: readonly string[];
  @Shown('When the hold ends; null without one, or with one that somebody has to end', instant) until!: string | null;
}

export class DoorStateView extends DoorConditionView {
  @Shown('Since when it has been so; null where that is not known', instant) since!: string | null;
}

export class DoorLastView {
  @Shown('Event') eventId!: string;
  @Shown('Event code') eventNo!: number;
  @Shown('Person; empty where there is none, or where it is not shown to you') pin!: string;
  @Shown('First name then') name!: string;
  @Shown('Last name then') lastName!: string;
  @Shown('Card; empty where there is none') cardNo!: string;
  @Shown('When, by the time zone of the device', { format: 'date-time' }) at!: string;
}

export const toStateView = ({ condition, since, hold, until }: DoorNow): DoorStateView => ({
  ...condition,
  since: since?.toISOString() ?? null,
  until: hold === null ? null : (until?.toISOString() ?? null),
});

/** @param isShown whether this operator may see the person */
export const toLastView = (last: LastAtDoor, isShown: boolean): DoorLastView => ({
  eventId: last.eventId,
  eventNo: last.eventNo,
  pin: isShown ? last.pin : '',
  name: isShown ? last.name : '',
  lastName: isShown ? last.lastName : '',
  cardNo: isShown ? last.cardNo : '',
  at: last.happenedAt.toISOString(),
});
