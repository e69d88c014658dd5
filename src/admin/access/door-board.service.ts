import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { wordsOf } from '../../modules/door/door-condition.js';
import type { Door } from '../../modules/door/door.entity.js';
import { DoorStateService } from '../../modules/door/door-state.service.js';
import { lastAtDoors, type LastAtDoor } from '../../modules/transaction/last-at-doors.js';
import { Failure } from '../../platform/errors.js';
import { keysInside, withCardOutside, withChildren } from '../../platform/operator/bounds.js';
import type { SignedIn } from '../../platform/operator/session.service.js';
import { toDoorView, type DoorsQuery, type DoorView } from './door.dto.js';
import { toLastView, toStateView } from './door-state.dto.js';

/** Null = a token, which sees all. */
export type Who = SignedIn | null;

/** Doors with their states and what happened there last. */
@Injectable()
export class DoorBoardService {
  constructor(private readonly states: DoorStateService) {}

  async views(tx: EntityManager, doors: readonly Door[], who: Who): Promise<DoorView[]> {
    const ids = doors.map(({ id }) => id);
    const now = new Map((await this.states.now(tx, ids)).map((one) => [one.id, one]));
    const last = await lastAtDoors(
      tx,
      doors.map(({ id, deviceSn }) => ({ id, sn: deviceSn })),
    );
    const shown = await shownOf(tx, last, who);
    const cards = who?.bounds ? await withCardOutside(tx, who.bounds, last) : new Set<LastAtDoor>();
    return doors.flatMap((door) => {
      const state = now.get(door.id);
      if (!state) return [];
      const event = last.find(({ doorId }) => doorId === door.id);
      return [
        {
          ...toDoorView(door),
          areaCode: state.areaCode,
          deviceName: state.deviceName,
          state: toStateView(state),
          last: event ? toLastView(event, shown.has(event.pin) && !cards.has(event)) : null,
        },
      ];
    });
  }

  async view(tx: EntityManager, door: Door, who: Who): Promise<DoorView> {
    const [view] = await this.views(tx, [door], who);
    // The door was deleted a moment ago.
    if (!view) throw new Failure('notFound', `there is no door ${door.id}`);
    return view;
  }

  /** Ids of the doors that are meant; null = all. */
  async chosen(tx: EntityManager, { areaCode, state = '' }: DoorsQuery): Promise<string[] | null> {
    if (areaCode === undefined && state === '') return null;
    const areas = areaCode === undefined ? null : await withChildren(tx, 'area', [areaCode]);
    const wanted = new Set(state.split(',').filter((word) => word !== ''));
    const isWanted = (words: readonly string[]) => wanted.size === 0 || words.some((word) => wanted.has(word));
    const now = await this.states.now(tx, null);
    return now
      .filter((one) => areas === null || areas.includes(one.areaCode))
      .filter(({ condition }) => isWanted(wordsOf(condition)))
      .map(({ id }) => id);
  }
}

/** The pins among them that this operator may see. */
async function shownOf(tx: EntityManager, last: readonly LastAtDoor[], who: Who): Promise<ReadonlySet<string>> {
  const pins = last.map(({ pin }) => pin);
  const named = pins.filter((pin) => pin !== '');
  const inside = who?.bounds ? await keysInside(tx, who.bounds, 'person', named) : new Set(named);
  // A card of nobody tells of no person.
  return new Set([...inside, '']);
}
