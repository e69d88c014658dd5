import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DoorPreparationService } from '../../modules/door/door-preparation.service.js';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { FloorService } from '../../modules/elevator/floor.service.js';
import { GateService } from '../../modules/gate/gate.service.js';
import { Failure } from '../../platform/errors.js';
import type { Fields } from './judge.js';
import { changed, isId } from './site-importers.js';
import type { Existing, KindImporter, SiteObject } from './importer.js';

/** A door, floor or gate: a number of a device. */
export interface PlaceObject extends SiteObject {
  readonly sn: string;
  readonly number: number;
}

export interface ReaderObject extends SiteObject {
  /** Id here. */
  readonly doorId: string;
  readonly number: number;
  readonly direction: 'in' | 'out';
}

const named = (name: string | undefined) => (name === '' ? undefined : name);

/** Imports parts of devices. They keep the ids that clients know, unless the device has registered here already. */
@Injectable()
export class PlaceImporters {
  constructor(
    private readonly preparation: DoorPreparationService,
    private readonly settings: DoorSettingsService,
    private readonly floorService: FloorService,
    private readonly gateService: GateService,
  ) {}

  readonly doors: KindImporter<PlaceObject> = {
    kind: 'doors',
    find: (tx, object, newKey) => findPlace(tx, 'door', object, newKey),
    add: async (tx, { oldId, sn, number, fields: { name, ...settings } }) => {
      const { id } = await this.preparation.addDoor(tx, { sn, number, name: named(name), id: ownId(oldId) });
      if (Object.keys(settings).length > 0)
        await this.settings.patchDoor(tx, id, { settings: numbersIn(Object.entries(settings)) });
      return id;
    },
    change: async (tx, { key }, changes) => {
      const settings = changes
        .filter(({ field }) => field !== 'name')
        .map(({ field, theirs }): [string, string] => [field, theirs]);
      await this.settings.patchDoor(tx, key, {
        name: changed(changes, 'name'),
        ...(settings.length > 0 ? { settings: numbersIn(settings) } : {}),
      });
    },
  };

  readonly readers: KindImporter<ReaderObject> = {
    kind: 'readers',
    find: async (tx, { oldId, doorId, direction }, newKey): Promise<Existing | undefined> => {
      const [row]: { id: string; name: string }[] = await tx.query(
        `SELECT id, name FROM reader WHERE id = $1 OR id = $2 OR (door_id = $3 AND reader_state = $4)
         ORDER BY id = $1 DESC, id = $2 DESC LIMIT 1`,
        [newKey ?? '', oldId, doorId, direction === 'in' ? 0 : 1],
      );
      return row && { key: row.id, fields: { name: row.name } };
    },
    add: async (tx, { oldId, doorId, number, direction, fields }) =>
      (
        await this.preparation.addReader(tx, {
          ...{ doorId, number, direction },
          ...{ name: named(fields.name), id: ownId(oldId) },
        })
      ).id,
    change: async (tx, { key }, changes) => {
      await this.settings.patchReader(tx, key, { name: changed(changes, 'name') });
    },
  };

  readonly floors: KindImporter<PlaceObject> = {
    kind: 'floors',
    find: (tx, object, newKey) => findPlace(tx, 'floor', object, newKey),
    add: async (tx, { oldId, sn, number, fields }) =>
      (await this.floorService.add(tx, { sn, number, name: named(fields.name), id: ownId(oldId) })).id,
    change: async (tx, { key }, changes) => {
      const name = changed(changes, 'name') ?? '';
      if (name === '') throw new Failure('invalid', 'name cannot be empty');
      await this.floorService.rename(tx, key, name);
    },
  };

  readonly gates: KindImporter<PlaceObject> = {
    kind: 'gates',
    find: (tx, object, newKey) => findPlace(tx, 'gate', object, newKey),
    add: async (tx, { oldId, sn, number, fields }) =>
      (await this.gateService.add(tx, { sn, number, name: named(fields.name), id: ownId(oldId) })).id,
    change: async (tx, { key }, changes) => {
      await this.gateService.patch(tx, key, { name: changed(changes, 'name') });
    },
  };
}

/** Settings of a door are passed as numbers. */
const numbersIn = (settings: readonly (readonly [string, string])[]): Readonly<Record<string, number | null>> =>
  Object.fromEntries(settings.map(([name, text]) => [name, text === '' ? null : Number(text)]));

const ownId = (oldId: string) => (isId(oldId) ? oldId : undefined);

async function findPlace(
  tx: EntityManager,
  table: 'door' | 'floor' | 'gate',
  { oldId, sn, number }: PlaceObject,
  newKey: string | undefined,
): Promise<Existing | undefined> {
  const settings = table === 'door' ? 'settings' : `'{}'::jsonb`;
  const [row]: { id: string; name: string; settings: Record<string, unknown> }[] = await tx.query(
    `SELECT id, name, ${settings} AS settings FROM ${table} WHERE id = $1 OR id = $2 OR (device_sn = $3 AND number = $4)
     ORDER BY id = $1 DESC, id = $2 DESC LIMIT 1`,
    [newKey ?? '', oldId, sn, number],
  );
  const told = Object.entries(row?.settings ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  const settingFields: Fields = Object.fromEntries(told);
  return row && { key: row.id, fields: { ...settingFields, name: row.name } };
}
