import type { EntityManager } from 'typeorm';
import type { LevelFacts } from '../../modules/accLevel/acc-level.service.js';
import { placeKinds, type LevelPlaces } from '../../modules/accLevel/level-places.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';

/** Places of levels, as far as an operator sees them. */
export async function seenPlaces(
  tx: EntityManager,
  bounds: Bounds | null,
  levels: ReadonlyMap<string, LevelPlaces>,
): Promise<ReadonlyMap<string, LevelPlaces>> {
  if (!bounds?.areas) return levels;
  let seen = levels;
  for (const { field, of } of placeKinds) {
    const inside = await keysInside(
      tx,
      bounds,
      of,
      [...levels.values()].flatMap((places) => places[field]),
    );
    seen = new Map(
      [...seen].map(([id, places]) => [id, { ...places, [field]: places[field].filter((one) => inside.has(one)) }]),
    );
  }
  return seen;
}

/** What an operator says of the places of a level is about those that it sees: the others stay. */
export async function keepingUnseen(
  tx: EntityManager,
  bounds: Bounds | null,
  facts: LevelFacts,
  places: LevelPlaces | undefined,
): Promise<LevelFacts> {
  if (!bounds?.areas || !places) return facts;
  const seen = (await seenPlaces(tx, bounds, new Map([['', places]]))).get('') ?? places;
  const kept = placeKinds.flatMap(({ field }) => {
    const said = facts[field];
    if (said === undefined) return [];
    const unseen = places[field].filter((one) => !seen[field].includes(one));
    return [[field, [...new Set([...said, ...unseen])]] as const];
  });
  return { ...facts, ...Object.fromEntries(kept) };
}
