import { doorWords, type DoorSensor } from '../../protocol/access-push/rtstate.js';

/** The state of a door after a change: an entry of the feed that is no event. */
export interface DoorStateEntry {
  readonly type: 'door.state';
  readonly position: string;
  /** When it was known here. */
  readonly time: string;
  readonly sn: string;
  readonly doorId: string;
  /** Null if the door was deleted. */
  readonly doorName: string | null;
  readonly sensor: string;
  readonly relay: string;
  readonly alarm: string;
  readonly lockDown: string;
}

export interface DoorStateRow {
  readonly position: number;
  readonly at: Date;
  readonly sn: string;
  readonly ref: string;
  readonly name: string | null;
  readonly detail: {
    readonly sensor: DoorSensor;
    readonly relay: 0 | 1 | null;
    readonly alarm: number | null;
    readonly lockDown: string;
  };
}

/** Entries from before the feed had states have none, and are left out. */
export const doorStatesInFeed = `SELECT f.position, f.at, f.sn, f.ref, d.name, f.detail
  FROM feed f LEFT JOIN door d ON d.id = f.ref
  WHERE f.kind = 'doorState' AND f.detail IS NOT NULL AND f.position > $1 AND f.position <= $2
    AND ($3::text IS NULL OR f.sn = $3) AND ($4::text IS NULL OR f.ref = $4)
  ORDER BY f.position LIMIT $5`;

export const toDoorStateEntry = ({ position, at, sn, ref, name, detail }: DoorStateRow): DoorStateEntry => ({
  type: 'door.state',
  position: String(position),
  time: at.toISOString(),
  sn,
  doorId: ref,
  doorName: name,
  ...doorWords(detail),
  lockDown: detail.lockDown,
});
