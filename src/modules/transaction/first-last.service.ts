import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A day of a person: the first entry and the last exit, with the names of that moment. */
export interface FirstLast {
  /** 32 hex characters, always the same for this person and day. */
  readonly id: string;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly readerNameIn: string;
  readonly firstInTime: string;
  /** Null while the person is still in. */
  readonly readerNameOut: string | null;
  readonly lastOutTime: string | null;
}

interface Filter {
  readonly pin: string;
  /** `yyyy-MM-dd HH:mm:ss`, both inclusive; the time of the first entry. */
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
}

type Row = Omit<FirstLast, 'id'> & { readonly day: string | null; readonly total: number };

/**
 * First is the first passage in; if the day has none, the first passage without a direction, else the first of all, as
 * the vendor shows it. Last is the last passage out. With readers that have no direction, it is the last passage after
 * the first one. A person who was seen going in and never out is still in.
 */
const days = `
  WITH edge AS (
    SELECT day, passage, min(first_time) AS first_time, (array_agg(first_id ORDER BY first_id))[1] AS first_id,
      max(last_time) AS last_time, (array_agg(last_id ORDER BY last_id DESC))[1] AS last_id,
      bool_or(passage = 0) OVER (PARTITION BY day) AS came_in
    FROM event_passage_of_day
    WHERE pin = $1 AND ($2::timestamp IS NULL OR day >= $2::date) AND ($3::timestamp IS NULL OR day <= $3::date)
      AND day >= (SELECT before FROM event_horizon)
    GROUP BY day, passage),
  whole AS (
    SELECT day, (array_agg(first_time ORDER BY passage = 1, passage))[1] AS in_time,
      (array_agg(first_id ORDER BY passage = 1, passage))[1] AS in_id,
      (array_agg(last_time ORDER BY passage) FILTER (WHERE passage = 1 OR (passage = 2 AND NOT came_in)))[1] AS out_time,
      (array_agg(last_id ORDER BY passage) FILTER (WHERE passage = 1 OR (passage = 2 AND NOT came_in)))[1] AS out_id
    FROM edge GROUP BY day),
  wanted AS (
    SELECT * FROM whole WHERE ($2::timestamp IS NULL OR in_time >= $2) AND ($3::timestamp IS NULL OR in_time <= $3))`;

const page = `${days}
  SELECT t.total, w.day::text, i.pin, i.name, i.last_name AS "lastName", i.dept_code AS "deptCode",
    i.dept_name AS "deptName", i.reader_name AS "readerNameIn", w.in_time AS "firstInTime",
    o.reader_name AS "readerNameOut", o.event_time AS "lastOutTime"
  FROM (SELECT count(*)::int AS total FROM wanted) t
  LEFT JOIN (SELECT * FROM wanted ORDER BY day DESC LIMIT $4 OFFSET $5) w ON true
  LEFT JOIN event i ON i.event_time = w.in_time AND i.id = w.in_id
  LEFT JOIN event o ON o.event_time = w.out_time AND o.id = w.out_id AND w.out_id <> w.in_id
  ORDER BY w.day DESC`;

/** Reads the stored days of each person (`event_first_last`), so it does not search events. */
@Injectable()
export class FirstLastService {
  /** Newest day first. */
  async list(
    tx: EntityManager,
    { pin, start, end }: Filter,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ rows: FirstLast[]; total: number }> {
    const rows: Row[] = await tx.query(page, [pin, start ?? null, end ?? null, limit, offset]);
    const found = rows.filter(({ day }) => day !== null);
    return {
      total: rows[0]?.total ?? 0,
      rows: found.map(({ day, total: _total, ...row }) => ({
        ...row,
        id: hash('sha256', `${pin} ${day ?? ''}`).slice(0, 32),
      })),
    };
  }
}
