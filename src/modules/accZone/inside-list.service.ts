import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { searchedRows, type FoundRows, type Search, type SearchedRows } from '../../platform/database/searched-rows.js';

export interface LastDoor {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
}

/** A person in a zone, with what helps to find and to reach them. */
export interface InsidePerson {
  readonly zoneId: string;
  readonly pin: string;
  /** The person's facts as they are now; empty if no person has the pin. */
  readonly name: string;
  readonly lastName: string;
  readonly since: Date;
  readonly deptName: string;
  readonly phone: string;
  readonly visitor: boolean;
  /** Whom a visitor visits; empty for all others. */
  readonly hostName: string;
  readonly photoAt: Date | null;
  /** The door of the newest event of the person. */
  readonly lastDoor: LastDoor | null;
}

/** Facts of a person `p`, who may be unknown. */
const facts = `coalesce(p.name, '') AS name, coalesce(p.last_name, '') AS "lastName", coalesce(d.name, '') AS "deptName",
  coalesce(p.mobile_phone, '') AS phone, coalesce(p.is_visitor, false) AS visitor,
  coalesce((SELECT v.host_name FROM visit v WHERE v.person_id = p.id AND v.exit_time IS NULL), '') AS "hostName",
  coalesce(p.photo_at, (SELECT max(b.learnt_at) FROM bio_template b
    WHERE b.person_id = p.id AND b.kind = 'photo' AND b.bio_type = 9)) AS "photoAt"`;

/** One look into the index of events by pin for each person. */
const lastEvent = (pin: string) => `SELECT e.door_id, e.door_name, e.happened_at FROM event e
  WHERE e.pin = ${pin} AND e.pin <> '' AND e.door_id IS NOT NULL ORDER BY e.event_time DESC, e.id DESC LIMIT 1`;

interface Row extends Omit<InsidePerson, 'lastDoor'> {
  readonly doorId: string | null;
  readonly doorName: string | null;
  readonly doorAt: Date | null;
}

/** Who is inside, as lists show it. */
@Injectable()
export class InsideListService {
  /** A page of who is in a zone, in any order. */
  async ofZone(tx: EntityManager, zoneId: string, search: Search): Promise<FoundRows<InsidePerson>> {
    const listed: SearchedRows<Row> = {
      sql: read('SELECT * FROM acc_zone_inside WHERE zone_id = $1'),
      parameters: [zoneId],
      by: 'pin',
      texts: ['pin', 'name', 'lastName', 'deptName'],
      others: ['since'],
    };
    const { rows, ...found } = await searchedRows(tx, listed, search);
    return { ...found, rows: rows.map(withDoor) };
  }

  /** Everybody in one of the zones, once, with the zone that they came into last. */
  async ofZones(tx: EntityManager, zoneIds: readonly string[]): Promise<InsidePerson[]> {
    const chosen =
      'SELECT DISTINCT ON (pin) * FROM acc_zone_inside WHERE zone_id = ANY($1) ORDER BY pin, at DESC, zone_id';
    const rows: Row[] = await tx.query(`${read(chosen)} ORDER BY i.pin`, [zoneIds]);
    return rows.map(withDoor);
  }
}

/** @param chosen SQL that gives rows of `acc_zone_inside` */
const read = (chosen: string) => `SELECT i.zone_id AS "zoneId", i.pin, i.at AS since, ${facts},
    l.door_id AS "doorId", l.door_name AS "doorName", l.happened_at AS "doorAt"
  FROM (${chosen}) i
  LEFT JOIN person p ON p.pin = i.pin LEFT JOIN department d ON d.id = p.department_id
  LEFT JOIN LATERAL (${lastEvent('i.pin')}) l ON true`;

const withDoor = ({ doorId, doorName, doorAt, ...row }: Row): InsidePerson => ({
  ...row,
  lastDoor: doorId !== null && doorAt !== null ? { id: doorId, name: doorName ?? '', at: doorAt } : null,
});
