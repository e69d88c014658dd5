/** Access control, elevators, entrance control and visitors each have levels of their own. */
export type LevelBusiness = 'acc' | 'ele' | 'psg' | 'vis';

/** The places of a level: all of each kind. */
export interface LevelPlaces {
  readonly doorIds: readonly string[];
  readonly floorIds: readonly string[];
  readonly gateIds: readonly string[];
}

export type PlaceField = keyof LevelPlaces;

interface PlaceKind {
  readonly field: PlaceField;
  /** The table of the places, and the table that links them to levels. */
  readonly of: 'door' | 'floor' | 'gate';
  readonly table: string;
  readonly column: string;
}

/** Every kind of place that a level may lead to. */
export const placeKinds = [
  { field: 'doorIds', of: 'door', table: 'acc_level_door', column: 'door_id' },
  { field: 'floorIds', of: 'floor', table: 'acc_level_floor', column: 'floor_id' },
  { field: 'gateIds', of: 'gate', table: 'acc_level_gate', column: 'gate_id' },
] as const satisfies readonly PlaceKind[];

/** Where the levels of each business may lead. */
export const placesOf: Readonly<Record<LevelBusiness, readonly PlaceField[]>> = {
  acc: ['doorIds'],
  ele: ['floorIds'],
  psg: ['gateIds'],
  vis: ['doorIds', 'floorIds', 'gateIds'],
};
