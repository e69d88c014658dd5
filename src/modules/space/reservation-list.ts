import { statusNow, type ReservationStatus } from './space-words.js';

export interface Participant {
  readonly id: string;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
}

/** A reservation as it is now. */
export interface StoredReservation {
  readonly id: string;
  readonly spaceId: string;
  readonly spaceName: string;
  readonly spaceAddress: string;
  readonly areaCode: string;
  readonly subject: string;
  readonly content: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly opensAt: Date;
  readonly signInMinutes: number;
  readonly remindMinutes: number | null;
  readonly remindedAt: Date | null;
  readonly applicantId: string | null;
  readonly applicantPin: string;
  readonly applicantName: string;
  readonly applicantLastName: string;
  readonly applicantEmail: string;
  /** As it was given for this reservation; '' = that of the person counts. */
  readonly ownEmail: string;
  readonly participants: readonly Participant[];
  readonly serviceIds: readonly string[];
  readonly status: ReservationStatus;
  readonly cancelledAt: Date | null;
  readonly finishedAt: Date | null;
  /** It ended because nobody came. */
  readonly released: boolean;
  readonly sequence: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** @param seesApplicant SQL of whether the applicant `p` is named to whoever asks */
export const reservationSqlWith = (
  seesApplicant: string,
) => `SELECT r.id, r.space_id AS "spaceId", s.name AS "spaceName", s.address AS "spaceAddress",
    s.area_code AS "areaCode", r.subject, r.content, r.starts_at AS "startsAt", r.ends_at AS "endsAt",
    r.opens_at AS "opensAt", r.sign_in_minutes AS "signInMinutes", r.remind_minutes AS "remindMinutes",
    r.reminded_at AS "remindedAt", r.applicant_id AS "applicantId", coalesce(p.pin, '') AS "applicantPin",
    coalesce(p.name, '') AS "applicantName", coalesce(p.last_name, '') AS "applicantLastName",
    CASE WHEN p.id IS NULL THEN '' WHEN r.applicant_email <> '' THEN r.applicant_email ELSE p.email END
      AS "applicantEmail", CASE WHEN p.id IS NULL THEN '' ELSE r.applicant_email END AS "ownEmail",
    (SELECT coalesce(json_agg(json_build_object('id', o.id, 'pin', o.pin, 'name', o.name, 'lastName', o.last_name)
       ORDER BY o.pin), '[]') FROM space_participant x JOIN person o ON o.id = x.person_id
     WHERE x.reservation_id = r.id) AS participants,
    (SELECT coalesce(json_agg(v.service_id ORDER BY v.service_id), '[]') FROM space_has_service v
     WHERE v.reservation_id = r.id) AS "serviceIds",
    ${statusNow} AS status, r.cancelled_at AS "cancelledAt", r.finished_at AS "finishedAt", r.released, r.sequence,
    r.created_at AS "createdAt", r.updated_at AS "updatedAt"
  FROM space_reservation r JOIN space s ON s.id = r.space_id LEFT JOIN person p ON p.id = r.applicant_id AND ${seesApplicant}`;

export const reservationSql = reservationSqlWith('true');

/** What is sought; null = all. */
export interface ReservationFilter {
  readonly spaceId?: string | null;
  readonly spaceName?: string | null;
  readonly subject?: string | null;
  /** Those that are not over by then. */
  readonly from?: Date | null;
  /** Those that have begun by then. */
  readonly to?: Date | null;
  readonly status?: ReservationStatus | null;
  readonly pin?: string | null;
}

/** $1 and so on: see `filterValues`. */
export const filterSql = `($1::text IS NULL OR r.space_id = $1) AND ($2::text IS NULL OR s.name ILIKE $2)
  AND ($3::text IS NULL OR r.subject ILIKE $3) AND ($4::timestamptz IS NULL OR r.ends_at > $4)
  AND ($5::timestamptz IS NULL OR r.starts_at < $5) AND ($6::int IS NULL OR ${statusNow} = $6)
  AND ($7::text IS NULL OR p.pin = $7 OR EXISTS (SELECT 1 FROM space_participant y JOIN person q ON q.id = y.person_id
    WHERE y.reservation_id = r.id AND q.pin = $7))`;

export const filterValues = (
  { spaceId, spaceName, subject, from, to, status, pin }: ReservationFilter,
  like: (text: string) => string,
): readonly unknown[] => [
  spaceId ?? null,
  spaceName ? like(spaceName) : null,
  subject ? like(subject) : null,
  from ?? null,
  to ?? null,
  status ?? null,
  pin ?? null,
];

/** Pins of all who may pass because of the reservation $1. People are found by their ids, and not looked through. */
export const pinsOfReservation = `SELECT p.pin FROM person p WHERE p.id IN (
    SELECT applicant_id FROM space_reservation WHERE id = $1
    UNION SELECT person_id FROM space_participant WHERE reservation_id = $1) ORDER BY p.pin`;
