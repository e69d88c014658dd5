import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccLevelService, type LevelFacts } from '../../modules/accLevel/acc-level.service.js';
import type { LevelBusiness } from '../../modules/accLevel/level-places.js';
import type { Fields } from './judge.js';
import { changed, isId } from './site-importers.js';
import type { Existing, KindImporter, SiteObject } from './importer.js';

interface LevelRow {
  readonly id: string;
  readonly name: string;
  readonly timeZoneId: number;
  readonly isUsed: boolean;
}

const separator = ',';

/** Ids as a field, in an order that both sides have. */
export const joined = (ids: readonly string[]): string => [...new Set(ids)].sort().join(separator);
const parted = (text: string) => (text === '' ? [] : text.split(separator));

/** Levels keep their ids. A level of the same name that nobody uses, such as the built-in one, gives way. */
@Injectable()
export class LevelImporters {
  constructor(private readonly levels: AccLevelService) {}

  of(business: LevelBusiness): KindImporter<SiteObject> {
    return {
      kind: 'levels',
      sort: `levels ${business}`,
      find: async (tx, { oldId, fields }, newKey) => {
        const row = await levelHere(tx, business, { newKey, oldId, name: fields.name ?? '' });
        if (!row || (!row.isUsed && row.id !== oldId && row.id !== newKey)) return undefined;
        return this.here(tx, row);
      },
      add: async (tx, { oldId, fields }) => {
        const other = await levelHere(tx, business, { newKey: undefined, oldId, name: fields.name ?? '' });
        if (other) await this.levels.remove(tx, business, other.id);
        const id = isId(oldId) ? oldId : undefined;
        const made = { ...factsOf(fields), name: fields.name ?? oldId, ...(id === undefined ? {} : { id }) };
        return (await this.levels.create(tx, business, made)).id;
      },
      change: async (tx, { key }, changes) => {
        const said: Fields = Object.fromEntries(changes.map(({ field, theirs }) => [field, theirs]));
        await this.levels.patch(tx, business, key, { name: changed(changes, 'name'), ...factsOf(said) });
      },
    };
  }

  private async here(tx: EntityManager, { id, name, timeZoneId }: LevelRow): Promise<Existing> {
    const places = (await this.levels.places(tx, [id])).get(id);
    const of = (ids: readonly string[] | undefined) => joined(ids ?? []);
    return {
      key: id,
      fields: {
        ...{ name, timeZoneId: String(timeZoneId) },
        ...{ doorIds: of(places?.doorIds), floorIds: of(places?.floorIds), gateIds: of(places?.gateIds) },
      },
    };
  }
}

function factsOf({ timeZoneId, doorIds, floorIds, gateIds }: Readonly<Partial<Record<string, string>>>): LevelFacts {
  return {
    ...(timeZoneId === undefined ? {} : { timeZoneId: Number(timeZoneId) }),
    ...(doorIds === undefined ? {} : { doorIds: parted(doorIds) }),
    ...(floorIds === undefined ? {} : { floorIds: parted(floorIds) }),
    ...(gateIds === undefined ? {} : { gateIds: parted(gateIds) }),
  };
}

async function levelHere(
  tx: EntityManager,
  business: LevelBusiness,
  { newKey = '', oldId, name }: { newKey: string | undefined; oldId: string; name: string },
): Promise<LevelRow | undefined> {
  const [row]: LevelRow[] = await tx.query(
    `SELECT l.id, l.name, l.time_zone_id AS "timeZoneId",
       EXISTS (SELECT 1 FROM acc_level_person m WHERE m.level_id = l.id)
         OR EXISTS (SELECT 1 FROM department_level d WHERE d.level_id = l.id)
         OR EXISTS (SELECT 1 FROM level_place p WHERE p.level_id = l.id) AS "isUsed"
     FROM acc_level l WHERE l.business = $1 AND (l.id = $2 OR l.id = $3 OR l.name = $4)
     ORDER BY l.id = $2 DESC, l.id = $3 DESC LIMIT 1`,
    [business, newKey, oldId, name],
  );
  return row;
}
