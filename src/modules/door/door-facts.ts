import type { DoorSensor } from '../../protocol/access-push/rtstate.js';
import type { LockDown } from './door.entity.js';

/** What is known of a door at one moment. */
export interface DoorSigns {
  /** Of its device: approved, disabled and others. */
  readonly status: string;
  readonly online: boolean;
  readonly sensor: DoorSensor;
  readonly relay: 0 | 1 | null;
  readonly alarm: number | null;
  readonly lockDown: LockDown;
  /** An order to hold it open: carried out, or sent and not answered; null = none. */
  readonly hold: 'held' | 'unknown' | null;
  readonly until: Date | null;
}

/** A door with the state that its device last reported, and what the last acknowledged orders made of it. */
export interface DoorFacts extends DoorSigns {
  readonly id: string;
  readonly name: string;
  readonly sn: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly areaCode: string;
  readonly offlineSince: Date | null;
}

const columns = `d.id, d.name, d.device_sn AS sn, v.id AS "deviceId", v.name AS "deviceName", v.area_code AS "areaCode",
  v.offline_since AS "offlineSince", v.status, v.online, s.sensor, s.relay, s.alarm, d.lock_down AS "lockDown",
  h.state AS hold, h.until`;

/** The doors with their facts; a condition and an order may follow. */
export const doorFacts = `SELECT ${columns} FROM door d JOIN device v ON v.sn = d.device_sn
  LEFT JOIN door_state s ON s.door_id = d.id LEFT JOIN LATERAL (
    SELECT o.state, o.until FROM door_hold o WHERE o.door_id = d.id AND o.state IN ('held', 'unknown')
    ORDER BY o.sent_at DESC LIMIT 1) h ON true`;
