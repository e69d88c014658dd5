/** The visit that a refused event is about, as the database returns it with the event. */
export interface VisitOfEvent {
  readonly pin: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly exitTime: string | null;
  readonly blocked: boolean;
}

/**
 * The visit for an event e that let nobody in, else null: by pin, or by card or code if the device knew nobody. It is
 * the newest visit that was registered by then; a card that belongs to another person now does not count. It is looked
 * up when events are read, by keys, and only for refusals: an upload does not wait for it.
 */
export const visitOfEvent = `CASE WHEN e.event_level = 1 AND NOT e.doubtful AND (e.pin <> '' OR e.card_no <> '') THEN (
  SELECT json_build_object('pin', v.pin, 'startTime', v.start_time, 'endTime', v.end_time, 'exitTime', v.exit_time,
    'blocked', coalesce(v.ended_by = 'blocked', false))
  FROM visit v
  WHERE v.id IN (
      SELECT o.id FROM visit o WHERE e.pin <> '' AND o.pin = e.pin
      UNION SELECT o.id FROM visit o WHERE e.pin = '' AND o.card_no <> '' AND o.card_no = e.card_no
      UNION SELECT o.id FROM qr_code q JOIN visit o ON o.person_id = q.person_id
        WHERE e.pin = '' AND q.card_no = e.card_no)
    AND v.created_at <= e.received_at
    AND NOT EXISTS (SELECT 1 FROM card c WHERE e.pin = '' AND c.card_no = e.card_no
      AND c.person_id IS DISTINCT FROM v.person_id)
  ORDER BY v.created_at DESC LIMIT 1) END`;

/** The reason why a visitor was refused, if it is the time of the visit; times are wall clock. */
export function visitNote(visit: VisitOfEvent | null, eventTime: string): string | undefined {
  if (!visit) return undefined;
  const { pin, startTime, endTime, exitTime, blocked } = visit;
  if (exitTime !== null && exitTime <= eventTime && exitTime <= endTime) {
    return `visitor ${pin} ${blocked ? 'is on the block list' : 'has signed out'} since ${exitTime}`;
  }
  if (eventTime < startTime) return `the card or code of visitor ${pin} opens from ${startTime}`;
  if (eventTime > endTime) return `the card or code of visitor ${pin} opened until ${endTime}`;
  return undefined;
}
