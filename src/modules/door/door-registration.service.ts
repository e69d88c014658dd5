import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { Door } from './door.entity.js';
import { Reader } from './reader.entity.js';

interface Registered {
  readonly sn: string;
  readonly name: string;
}

/**
 * @param readerCount null if the device does not report it: then two for each door. With at least two for each door, each
 * door has In and Out; with fewer it has one (docs/rules.md 10)
 */
export const readersPerDoor = (lockCount: number, readerCount: number | null): 1 | 2 =>
  readerCount === null || readerCount >= 2 * lockCount ? 2 : 1;

/** Creates doors and readers from a device's registration. Existing ones keep their id and name. */
@Injectable()
export class DoorRegistrationService {
  /** Which side of a door a reader is on: its state, and the end of its name in the language of the installation. */
  private readonly sides: readonly { readonly state: number; readonly ending: string }[];

  constructor(@Inject(CONFIG) { locale }: Config) {
    const words = wordsOf(locale);
    this.sides = [
      { state: 0, ending: words.in },
      { state: 1, ending: words.out },
    ];
  }

  /**
   * @param lockCount how many doors the device has
   * @param readerCount how many readers; null if it does not report it
   */
  async ensureDoors(
    tx: EntityManager,
    device: Registered,
    lockCount: number,
    readerCount: number | null,
  ): Promise<void> {
    const perDoor = readersPerDoor(lockCount, readerCount);
    const doors = await tx.findBy(Door, { deviceSn: device.sn });
    const missing = Array.from({ length: lockCount }, (_, place) => place + 1).filter(
      (number) => !doors.some((door) => door.number === number),
    );
    const added = missing.length === 0 ? [] : await this.addDoors(tx, device, missing);
    const readers = await this.ensureReaders(tx, [...doors, ...added], perDoor);
    if (added.length === 0 && readers === 0) return;
    await recordChange(tx, 'device', [device.sn]);
    notify(tx, 'device', device.sn);
  }

  /** Names of doors are unique (docs/rules.md 5), but two devices may have the same name. */
  private async addDoors(tx: EntityManager, { sn, name }: Registered, numbers: readonly number[]): Promise<Door[]> {
    const wanted = numbers.map((number) => {
      const usual = `${name}-${number}`;
      return { number, usual, names: [usual, `${usual} (${sn})`, `${usual} (${sn}) ${newId()}`] };
    });
    const rows: { name: string }[] = await tx.query('SELECT name FROM door WHERE name = ANY($1)', [
      wanted.flatMap(({ names }) => names),
    ]);
    const taken = new Set(rows.map((row) => row.name));
    const doors = wanted.map(({ number, usual, names }) =>
      tx.create(Door, {
        id: newId(),
        name: names.find((one) => !taken.has(one)) ?? usual,
        deviceSn: sn,
        number,
        settings: {},
      }),
    );
    await tx.insert(Door, doors);
    return doors;
  }

  private async ensureReaders(tx: EntityManager, doors: readonly Door[], perDoor: 1 | 2): Promise<number> {
    const known: Reader[] = await tx.query(
      'SELECT door_id AS "doorId", reader_state AS "readerState" FROM reader WHERE door_id = ANY($1)',
      [doors.map(({ id }) => id)],
    );
    const wanted = doors.flatMap((door) =>
      this.sides.slice(0, perDoor).map(({ state, ending }) => ({
        id: newId(),
        name: `${door.name}-${ending}`,
        doorId: door.id,
        readerNo: (door.number - 1) * perDoor + state + 1,
        readerState: state,
      })),
    );
    const missing = wanted.filter(
      ({ doorId, readerState }) =>
        !known.some((reader) => reader.doorId === doorId && reader.readerState === readerState),
    );
    if (missing.length > 0) await tx.insert(Reader, missing);
    return missing.length;
  }
}
