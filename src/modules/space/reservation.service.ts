import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChanges, recordTaking } from '../../core/outbox/outbox.js';
import { noteChange } from '../../platform/auth/audit-change.js';
import { newId } from '../../platform/database/id.js';
import { containing } from '../../platform/database/like.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import type { Slice } from '../../platform/slice.js';
import { PersonService } from '../person/person.service.js';
import {
  filterSql,
  filterValues,
  pinsOfReservation,
  reservationSql,
  type ReservationFilter,
  type StoredReservation,
} from './reservation-list.js';
import { hold } from './space.service.js';
import { reservationStatus } from './space-words.js';

/** People, by their ids or by their pins. */
export interface Named {
  readonly by: 'id' | 'pin';
  readonly keys: readonly string[];
}

export interface ReservationFacts {
  readonly spaceId: string;
  readonly subject: string;
  readonly content: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly signInMinutes: number;
  /** Null = nobody is reminded. */
  readonly remindMinutes: number | null;
  readonly applicantPin: string;
  /** '' = the address of the person. */
  readonly applicantEmail: string;
  readonly participants: Named;
  readonly serviceIds: readonly string[];
}

const minute = 60_000;

/** Who has reserved a room, and for whom. */
@Injectable()
export class SpaceReservationService {
  constructor(private readonly persons: PersonService) {}

  /** @throws Failure notFound */
  async get(tx: EntityManager, id: string): Promise<StoredReservation> {
    const rows: StoredReservation[] = await tx.query(`${reservationSql} WHERE r.id = $1`, [id]);
    const [found] = rows;
    if (!found) throw new Failure('notFound', `there is no reservation ${id}`);
    return found;
  }

  /** Those that begin last come first. */
  async list(
    tx: EntityManager,
    filter: ReservationFilter,
    { offset, limit }: Slice,
  ): Promise<{ rows: StoredReservation[]; total: number }> {
    const values = filterValues(filter, containing);
    const rows: StoredReservation[] = await tx.query(
      `${reservationSql} WHERE ${filterSql} ORDER BY r.starts_at DESC, r.id DESC OFFSET $8 LIMIT $9`,
      [...values, offset, limit],
    );
    const [counted]: { n: number }[] = await tx.query(
      `SELECT count(*)::int AS n FROM space_reservation r JOIN space s ON s.id = r.space_id
         LEFT JOIN person p ON p.id = r.applicant_id WHERE ${filterSql}`,
      [...values],
    );
    return { rows, total: counted?.n ?? 0 };
  }

  /** @throws Failure timeRangeInvalid, notFound (the room), personNotFound, invalid; conflict where the room is taken */
  async add(tx: EntityManager, facts: ReservationFacts, id = newId()): Promise<StoredReservation> {
    const same: unknown[] = await tx.query('SELECT 1 FROM space_reservation WHERE id = $1', [id]);
    if (same.length > 0) throw taken('id', id, `the id ${id} is taken`);
    const { no, disabled } = await hold(tx, facts.spaceId);
    if (disabled) throw new Failure('conflict', 'the room is disabled');
    const { applicant, participants } = await this.checked(tx, id, facts);
    await tx.query(
      `INSERT INTO space_reservation (id, space_id, space_no, starts_at, ends_at, opens_at, applicant_id, applicant_pin)
       VALUES ($1, $2, $3, $4, $5, $4, $6, $7)`,
      [id, facts.spaceId, no, facts.startsAt, facts.endsAt, applicant.id, applicant.pin],
    );
    await this.write(tx, id, facts, applicant.id, participants);
    await stateTurns(tx, id, facts);
    return this.get(tx, id);
  }

  /** @throws as add; conflict for one that has been cancelled or finished */
  async replace(tx: EntityManager, id: string, facts: ReservationFacts): Promise<StoredReservation> {
    const before = await this.held(tx, id, facts.spaceId);
    if (before.cancelledAt !== null || before.finishedAt !== null)
      throw new Failure('conflict', `the reservation ${id} has been ${before.cancelledAt ? 'cancelled' : 'finished'}`);
    const pins = await pinsOf(tx, id);
    const { no, disabled } = await hold(tx, facts.spaceId);
    if (disabled && facts.spaceId !== before.spaceId) throw new Failure('conflict', 'the room is disabled');
    const { applicant, participants } = await this.checked(tx, id, facts);
    await tx.query(
      `UPDATE space_reservation SET space_id = $2, space_no = $3, starts_at = $4, ends_at = $5, opens_at = $4,
         applicant_id = $6, applicant_pin = $7, sequence = sequence + 1 WHERE id = $1`,
      [id, facts.spaceId, no, facts.startsAt, facts.endsAt, applicant.id, applicant.pin],
    );
    await this.write(tx, id, facts, applicant.id, participants);
    await recordTaking(tx, 'person', pins);
    await stateTurns(tx, id, facts);
    const after = await this.get(tx, id);
    noteChange(tx, before, after);
    return after;
  }

  /** It will not be, or is broken off: nobody passes because of it any more. @throws Failure notFound, conflict */
  async cancel(tx: EntityManager, id: string): Promise<StoredReservation> {
    const { status } = await this.held(tx, id);
    if (status === reservationStatus.ended) throw new Failure('conflict', `the reservation ${id} is over`);
    if (status !== reservationStatus.cancelled) await end(tx, id, 'cancelled_at');
    return this.get(tx, id);
  }

  /** The room is given back. @throws Failure notFound; conflict for one that was cancelled */
  async finish(tx: EntityManager, id: string): Promise<StoredReservation> {
    const { status } = await this.held(tx, id);
    if (status === reservationStatus.cancelled) throw new Failure('conflict', `the reservation ${id} was cancelled`);
    if (status !== reservationStatus.ended) await end(tx, id, 'finished_at');
    return this.get(tx, id);
  }

  /** @throws Failure notFound */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await this.held(tx, id);
    await recordTaking(tx, 'person', await pinsOf(tx, id));
    await tx.query('DELETE FROM space_reservation WHERE id = $1', [id]);
  }

  /**
   * The reservation, while nobody else changes it or its room: who keeps some of it reads it so, or takes back what
   * another one has just changed. Rooms are locked in one order: two that swap their rooms must not wait for each other.
   * @param spaceId the room into which it is to move
   * @throws Failure notFound; conflict while it is moved
   */
  async held(tx: EntityManager, id: string, spaceId?: string): Promise<StoredReservation> {
    const known = await this.get(tx, id);
    for (const one of [...new Set([known.spaceId, spaceId ?? known.spaceId])].sort()) await hold(tx, one);
    await tx.query('SELECT 1 FROM space_reservation WHERE id = $1 FOR UPDATE', [id]);
    const now = await this.get(tx, id);
    if (now.spaceId !== known.spaceId) throw new Failure('conflict', `the reservation ${id} is being moved`);
    return now;
  }

  private async checked(tx: EntityManager, id: string, facts: ReservationFacts) {
    const { startsAt, endsAt, spaceId, applicantPin, serviceIds } = facts;
    if (startsAt >= endsAt) throw new Failure('timeRangeInvalid', 'the start must be before the end');
    const applicant = await this.persons.get(tx, applicantPin);
    const participants = await peopleIn(tx, facts.participants);
    const known: { id: string }[] = await tx.query('SELECT id FROM space_service WHERE id = ANY($1)', [serviceIds]);
    const missing = serviceIds.filter((one) => !known.some((found) => found.id === one));
    if (missing.length > 0) throw fieldError('serviceIds', `names no service: ${missing.join(', ')}`);
    const others: { subject: string; startsAt: Date; endsAt: Date }[] = await tx.query(
      `SELECT starts_at AS "startsAt", least(ends_at, finished_at) AS "endsAt" FROM space_reservation
       WHERE space_id = $1 AND id <> $2 AND cancelled_at IS NULL AND ends_at > $3 AND starts_at < $4
         AND least(ends_at, finished_at) > greatest(starts_at, $3) ORDER BY starts_at LIMIT 1`,
      [spaceId, id, startsAt, endsAt],
    );
    const [other] = others;
    if (other) {
      const span = `${other.startsAt.toISOString()} to ${other.endsAt.toISOString()}`;
      throw fieldError('startTime', `is in a time for which the room is reserved: ${span}`, 'conflict');
    }
    return { applicant, participants };
  }

  private async write(
    tx: EntityManager,
    id: string,
    facts: ReservationFacts,
    applicantId: string,
    participants: readonly string[],
  ): Promise<void> {
    const { startsAt, signInMinutes, remindMinutes } = facts;
    const opensAt = new Date(startsAt.getTime() - signInMinutes * minute);
    const remindAt = remindMinutes === null ? null : new Date(startsAt.getTime() - remindMinutes * minute);
    // Whoever was reminded of another time is reminded again.
    await tx.query(
      `UPDATE space_reservation SET subject = $2, content = $3, sign_in_minutes = $4, opens_at = $5, remind_minutes = $6,
         reminded_at = CASE WHEN remind_at = $7 THEN reminded_at END,
         mail = CASE WHEN remind_at = $7 THEN mail END, mail_tries = CASE WHEN remind_at = $7 THEN mail_tries ELSE 0 END,
         remind_at = $7, applicant_email = $8, attended_at = CASE WHEN starts_at > clock_timestamp() THEN NULL
           ELSE attended_at END
       WHERE id = $1`,
      [id, facts.subject, facts.content, signInMinutes, opensAt, remindMinutes, remindAt, facts.applicantEmail],
    );
    await tx.query('DELETE FROM space_participant WHERE reservation_id = $1 AND person_id <> ALL($2)', [
      id,
      participants,
    ]);
    await tx.query(
      `INSERT INTO space_participant (reservation_id, person_id) SELECT $1::varchar, unnest($2::text[])
       ON CONFLICT DO NOTHING`,
      [id, participants],
    );
    await tx.query('DELETE FROM space_has_service WHERE reservation_id = $1 AND service_id <> ALL($2)', [
      id,
      facts.serviceIds,
    ]);
    await tx.query(
      `INSERT INTO space_has_service (reservation_id, service_id) SELECT DISTINCT $1::varchar, unnest($2::text[])
       ON CONFLICT DO NOTHING`,
      [id, facts.serviceIds],
    );
  }
}

/** From that moment on nobody passes because of it. The caller holds the room. */
export async function end(
  tx: EntityManager,
  id: string,
  column: 'cancelled_at' | 'finished_at',
  isReleased = false,
): Promise<void> {
  await recordTaking(tx, 'person', await pinsOf(tx, id));
  await tx.query(
    `UPDATE space_reservation SET ${column} = clock_timestamp(), released = $2, sequence = sequence + 1 WHERE id = $1`,
    [id, isReleased],
  );
}

async function pinsOf(tx: EntityManager, id: string): Promise<string[]> {
  const rows: { pin: string }[] = await tx.query(pinsOfReservation, [id]);
  return rows.map(({ pin }) => pin);
}

/** @returns their ids @throws Failure personNotFound */
async function peopleIn(tx: EntityManager, { by, keys }: Named): Promise<string[]> {
  const rows: { id: string; key: string }[] = await tx.query(
    `SELECT id, ${by} AS key FROM person WHERE ${by} = ANY($1) AND NOT is_visitor`,
    [keys],
  );
  const missing = keys.filter((one) => !rows.some(({ key }) => key === one));
  if (missing.length > 0) throw new Failure('personNotFound', `The person ${missing.join(', ')} does not exist`);
  return [...new Set(rows.map(({ id }) => id))].sort();
}

/** What changes by itself: the doors open at the sign-in, and close at the end. */
async function stateTurns(
  tx: EntityManager,
  id: string,
  { startsAt, endsAt, signInMinutes }: ReservationFacts,
): Promise<void> {
  const opensAt = new Date(startsAt.getTime() - signInMinutes * minute);
  const now = Date.now();
  if (endsAt.getTime() <= now) return;
  const pins = await pinsOf(tx, id);
  const at = opensAt.getTime() > now ? [{ dueAt: opensAt }, { dueAt: endsAt }] : [{}, { dueAt: endsAt }];
  await recordChanges(
    tx,
    pins.flatMap((pin) => at.map((when) => ({ kind: 'person' as const, key: pin, ...when }))),
  );
}
