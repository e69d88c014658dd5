import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { sealSecrets, shownSecret } from '../../platform/crypto/sealed-fields.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure, taken } from '../../platform/errors.js';
import { TimeZone } from '../timeZone/time-zone.entity.js';
import { Door } from './door.entity.js';
import { doorZones, merged, type PartSettings } from './part-settings.js';
import { Reader } from './reader.entity.js';
import { secretSettings, type Settable } from './setting-rules.js';
import { checkSettings } from './setting-check.js';
import { noteChange } from '../../platform/auth/audit-change.js';

export interface DoorFacts {
  readonly name?: string | undefined;
  /** Merged with the stored values; null removes one. */
  readonly settings?: Readonly<Record<string, PartSettings[string] | null>> | undefined;
}

export type ReaderFacts = DoorFacts;

/** Operators' settings of doors and readers; these themselves come from their device's registration. */
@Injectable()
export class DoorSettingsService {
  constructor(private readonly sealedBox: SealedBox) {}

  async getDoor(tx: EntityManager, id: string): Promise<Door> {
    const door = await tx.findOneBy(Door, { id });
    if (!door) throw new Failure('doorNotFound', `there is no door ${id}`);
    return door;
  }

  async patchDoor(tx: EntityManager, id: string, { name, settings }: DoorFacts): Promise<Door> {
    await holdRow(tx, 'door', id);
    const door = await this.getDoor(tx, id);
    if (name !== undefined && (await tx.existsBy(Door, { name, id: Not(id) }))) {
      throw taken('name', name, `there is a door "${name}" already`);
    }
    const before = { name: door.name, settings: door.settings };
    door.name = name ?? door.name;
    if (settings) door.settings = await this.put(tx, 'door', door.deviceSn, door.settings, settings);
    await checkZones(tx, door.settings);
    await tx.save(door);
    noteChange(tx, before, door);
    await this.changed(tx, door.deviceSn, settings !== undefined);
    return door;
  }

  async getReader(tx: EntityManager, id: string): Promise<Reader> {
    const reader = await tx.findOne(Reader, { where: { id }, relations: { door: true } });
    if (!reader) throw new Failure('readerNotFound', `there is no reader ${id}`);
    return reader;
  }

  async patchReader(tx: EntityManager, id: string, { name, settings }: ReaderFacts): Promise<Reader> {
    await holdRow(tx, 'reader', id);
    const reader = await this.getReader(tx, id);
    const before = { name: reader.name, settings: reader.settings };
    reader.name = name ?? reader.name;
    if (settings) reader.settings = await this.put(tx, 'reader', reader.door.deviceSn, reader.settings, settings);
    await tx.save(reader);
    noteChange(tx, before, reader);
    await this.changed(tx, reader.door.deviceSn, settings !== undefined);
    return reader;
  }

  private async put(
    tx: EntityManager,
    thing: Settable,
    sn: string,
    old: PartSettings,
    said: NonNullable<DoorFacts['settings']>,
  ): Promise<PartSettings> {
    // A secret that comes back masked is unchanged.
    const news = Object.fromEntries(
      Object.entries(said).filter(([name, value]) => !(secretSettings.includes(name) && value === shownSecret)),
    );
    await checkSettings(tx, thing, sn, news);
    return sealSecrets(this.sealedBox, merged(old, news), secretSettings);
  }

  /** Devices do not hold names, so nothing is sent. Gateways are notified, because they have names in memory. */
  private async changed(tx: EntityManager, sn: string, onDevice: boolean): Promise<void> {
    if (onDevice) await recordChange(tx, 'device', [sn]);
    notify(tx, 'device', sn);
  }
}

/** A door may name time zones, which must then be on its device; 0 means none. @throws Failure invalid */
async function checkZones(tx: EntityManager, settings: PartSettings): Promise<void> {
  for (const name of doorZones) {
    const id = Number(settings[name] ?? 0);
    if (id === 0 || (await tx.existsBy(TimeZone, { id }))) continue;
    const field = `settings.${name}`;
    const message = `${field} names no time zone: ${id}`;
    throw new Failure('invalid', message, { errors: [{ field, message }] });
  }
}
