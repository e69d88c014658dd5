import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { stateChange } from '../change/change.service.js';
import { hint } from '../db/work.js';
import { Failure } from '../errors.js';
import { Door } from './door.entity.js';
import { merged, type PartSettings } from './part-settings.js';
import { Reader } from './reader.entity.js';

export interface DoorFacts {
  readonly name?: string | undefined;
  /** Merged with what is there; null takes one away. */
  readonly settings?: Readonly<Record<string, PartSettings[string] | null>> | undefined;
}

export interface ReaderFacts {
  readonly name?: string | undefined;
}

/** What an operator says about doors and readers; they themselves come from their device's registration. */
@Injectable()
export class DoorSettingsService {
  async getDoor(tx: EntityManager, id: string): Promise<Door> {
    const door = await tx.findOneBy(Door, { id });
    if (!door) throw new Failure('doorNotFound', `there is no door ${id}`);
    return door;
  }

  async patchDoor(tx: EntityManager, id: string, { name, settings }: DoorFacts): Promise<Door> {
    const door = await this.getDoor(tx, id);
    if (name !== undefined && (await tx.existsBy(Door, { name, id: Not(id) }))) {
      throw new Failure('conflict', `there is a door "${name}" already`);
    }
    door.name = name ?? door.name;
    door.settings = settings ? merged(door.settings, settings) : door.settings;
    await tx.save(door);
    await this.changed(tx, door.deviceSn, settings !== undefined);
    return door;
  }

  async getReader(tx: EntityManager, id: string): Promise<Reader> {
    const reader = await tx.findOne(Reader, { where: { id }, relations: { door: true } });
    if (!reader) throw new Failure('readerNotFound', `there is no reader ${id}`);
    return reader;
  }

  async patchReader(tx: EntityManager, id: string, { name }: ReaderFacts): Promise<Reader> {
    const reader = await this.getReader(tx, id);
    reader.name = name ?? reader.name;
    await tx.save(reader);
    await this.changed(tx, reader.door.deviceSn, false);
    return reader;
  }

  /** A name is nothing that a device holds; whoever remembers names is told. */
  private async changed(tx: EntityManager, sn: string, onDevice: boolean): Promise<void> {
    if (onDevice) await stateChange(tx, 'device', [sn]);
    hint(tx, 'device', sn);
  }
}
