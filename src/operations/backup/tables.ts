import type { EventsKept } from './format.js';

/** Tables of which no backup has rows. Each other table of the database is in it, also one that is new. */
export const leftOut: Readonly<Record<string, string>> = {
  migrations: 'the names stand in the manifest; a restore runs them',
  schema_object: 'a start writes it with the functions',
  backup_run: 'tells which files this server has made',
  operator_session: 'nobody is signed in after a restore',
  wrong_password: 'counts for a quarter of an hour',
  webhook_sender: 'a gateway that runs writes it',
  restore_under_way: 'there only while a database is restored',
};

/** Pictures that devices and receptions took. Photos of persons stay: devices need them. */
const pictures = ['event_photo', 'parking_picture', 'visit_photo'];

/** What belongs to single events, with the column that says when they happened; null = rows of all times. */
const ofEvents: Readonly<Record<string, string | null>> = {
  event: 'event_time',
  event_photo: 'event_time',
  event_first_last: 'day',
  event_count_by_family: 'day',
  event_count_by_pin: 'day',
  event_count_by_sn: 'day',
  event_count_by_hour: 'hour',
  // Totals are kept up to a position of the feed: without events they begin behind it.
  event_counted: null,
  feed: 'at',
};

export interface Selection {
  readonly events: EventsKept;
  readonly photos: boolean;
}

/**
 * Which rows of a table are in the backup, as a condition; 'true' = all, 'false' = none.
 * @param table the table itself, or the one that it is a partition of
 * @param quoted a text as a literal
 */
export function rowsKept(table: string, { events, photos }: Selection, quoted: (text: string) => string): string {
  if (!photos && pictures.includes(table)) return 'false';
  if (events === 'all' || !Object.hasOwn(ofEvents, table)) return 'true';
  if (events === 'none') return 'false';
  const column = ofEvents[table];
  return column ? `${column} >= ${quoted(events.since)}` : 'true';
}

/** An archive has the events of one month with their pictures. */
export function rowsOfMonth(table: string, month: string, quoted: (text: string) => string): string {
  if (table !== 'event' && table !== 'event_photo') return 'false';
  const from = `${quoted(`${month}-01`)}::timestamp`;
  return `event_time >= ${from} AND event_time < ${from} + interval '1 month'`;
}
