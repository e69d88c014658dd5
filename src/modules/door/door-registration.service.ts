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
   * @param readerCount how many readers; null if it does not report it: then two for each door. With at least two for
   * each door, each door has In and Out; with fewer it has one (docs/rules.md 10)
   */
  async ensureDoors(
    tx: EntityManager,
    device: Registered,
    lockCount: number,
    readerCount: number | null,
  ): Promise<void> {
    const perDoor = readerCount === null || readerCount >= 2 * lockCount ? 2 : 1;
    const doors = await tx.findBy(Door, { deviceSn: device.sn });
    const before = doors.length;
    for (let number = 1; number <= lockCount; number++) {
      if (doors.some((door) => door.number === number)) continue;
      doors.push(await this.addDoor(tx, device, number));
    }
    const added = await this.ensureReaders(tx, doors, perDoor);
    if (doors.length === before && added === 0) return;
    await recordChange(tx, 'device', [device.sn]);
    notify(tx, 'device', device.sn);
  }

  private async addDoor(tx: EntityManager, device: Registered, number: number): Promise<Door> {
    const door = tx.create(Door, {
      id: newId(),
      name: await this.freeName(tx, `${device.name}-${number}`, device.sn),
      deviceSn: device.sn,
      number,
      settings: {},
    });
    await tx.insert(Door, door);
    return door;
  }

  /** Names of doors are unique (docs/rules.md 5), but two devices may have the same name. */
  private async freeName(tx: EntityManager, name: string, sn: string): Promise<string> {
    const candidates = [name, `${name} (${sn})`, `${name} (${sn}) ${newId()}`];
    const taken: { name: string }[] = await tx.query('SELECT name FROM door WHERE name = ANY($1)', [candidates]);
    return candidates.find((candidate) => !taken.some((door) => door.name === candidate)) ?? name;
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
