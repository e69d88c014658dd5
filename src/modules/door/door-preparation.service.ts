import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, taken } from '../../platform/errors.js';
import { wordsOf } from '../../protocol/access-push/words/languages.js';
import { Door } from './door.entity.js';
import { Reader } from './reader.entity.js';

export interface NewDoor {
  readonly sn: string;
  readonly number: number;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
}

export interface NewReader {
  readonly doorId: string;
  readonly direction: 'in' | 'out';
  readonly number: number;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
}

/**
 * Doors and readers that are made before their device calls, so that a migrated site keeps the ids that its clients
 * know. The registration finds them by their numbers and does not change them.
 */
@Injectable()
export class DoorPreparationService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async addDoor(tx: EntityManager, { sn, number, name, id = newId() }: NewDoor): Promise<Door> {
    const [device]: { name: string }[] = await tx.query('SELECT name FROM device WHERE sn = $1 FOR SHARE', [sn]);
    if (!device) throw new Failure('deviceNotFound', `there is no device ${sn}`);
    const door = tx.create(Door, { id, name: name ?? `${device.name}-${number}`, deviceSn: sn, number, settings: {} });
    const other = await tx.findOne(Door, { where: [{ id }, { name: door.name }, { deviceSn: sn, number }] });
    if (other) throw taken(sharedBy(other, door), other.id, `there is ${sayDoor(other)} already`);
    await tx.insert(Door, door);
    await this.changed(tx, sn);
    return door;
  }

  async addReader(tx: EntityManager, { doorId, direction, number, name, id = newId() }: NewReader): Promise<Reader> {
    const door = await tx.findOne(Door, { where: { id: doorId }, lock: { mode: 'pessimistic_write' } });
    if (!door) throw new Failure('doorNotFound', `there is no door ${doorId}`);
    const readerState = direction === 'in' ? 0 : 1;
    const given = name ?? `${door.name}-${wordsOf(this.config.locale)[direction]}`;
    const other = await tx.findOne(Reader, {
      where: [{ id }, { doorId, readerState }, { readerNo: number, door: { deviceSn: door.deviceSn } }],
    });
    const reader = tx.create(Reader, { id, name: given, doorId, readerNo: number, readerState });
    if (other) {
      const field =
        other.id === id ? 'id' : other.doorId === doorId && other.readerState === readerState ? 'direction' : 'number';
      throw taken(field, other.id, `there is the reader "${other.name}" with that id, number or side already`);
    }
    await tx.insert(Reader, reader);
    await this.changed(tx, door.deviceSn);
    reader.door = door;
    return reader;
  }

  private async changed(tx: EntityManager, sn: string): Promise<void> {
    await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
  }
}

/** The field in which a new door is like another. */
function sharedBy(other: Door, { id, name }: Door): string {
  if (other.id === id) return 'id';
  return other.name === name ? 'name' : 'number';
}

const sayDoor = ({ id, name, deviceSn, number }: Door) =>
  `the door "${name}" (${id}), number ${number} of ${deviceSn},`;
