import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CertificateService } from './certificate.js';
import { containing } from '../../platform/database/like.js';
import { searchedRows, type FoundRows, type Search, type SearchedRows } from '../../platform/database/searched-rows.js';
import { listOrNull, textOrNull } from './filters.js';
import type { Visit, VisitPhotoKind } from './visit.entity.js';

/** A visit with its certificate readable and the names of its photos. */
export interface ListedVisit extends Omit<Visit, 'person' | 'certNumber' | 'certHash'> {
  readonly certNumber: string;
  readonly photos: Readonly<Partial<Record<VisitPhotoKind, string>>>;
}

export const visitStates = ['on', 'overdue', 'ended'] as const;
/** Overdue: its time is over and nobody has signed out. */
export type VisitStatus = (typeof visitStates)[number];

/** The filters of the history; an empty or absent filter selects all. */
export interface VisitFilter {
  readonly certNumbers?: readonly string[] | undefined;
  /** Part of the visitor's name, in any case. */
  readonly names?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  readonly pin?: string | undefined;
  readonly hostPin?: string | undefined;
  /** Only visits that are open, or only those that have ended. */
  readonly ended?: boolean | undefined;
  /** The visit begins not before and not after; wall clock. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only visits that are on at some time of this day. */
  readonly day?: string | undefined;
  readonly status?: VisitStatus | undefined;
  /** Part of what stands on a badge or a card, or the whole number of a certificate or of a code. */
  readonly q?: string | undefined;
  readonly id?: string | undefined;
}

const columns = `v.id, v.person_id AS "personId", v.pin, v.name, v.last_name AS "lastName", v.phone, v.email, v.company,
  v.car_plate AS "carPlate", v.cert_type AS "certType", v.cert_number AS "certNumber", v.host_pin AS "hostPin",
  v.host_name AS "hostName", v.host_dept_name AS "hostDeptName", v.dept_code AS "deptCode",
  v.visit_reason AS "visitReason", v.visitor_count AS "visitorCount", v.start_time AS "startTime",
  v.end_time AS "endTime", v.card_no AS "cardNo", v.level_ids AS "levelIds", v.enter_place_id AS "enterPlaceId",
  v.exit_time AS "exitTime", v.ended_by AS "endedBy", v.created_at AS "createdAt", v.updated_at AS "updatedAt",
  (SELECT coalesce(json_object_agg(p.kind, p.name), '{}') FROM visit_photo p WHERE p.visit_id = v.id) AS photos`;

type Row = Omit<ListedVisit, 'certNumber'> & { readonly certNumber: Buffer };

/** The history of visits, newest first. */
@Injectable()
export class VisitListService {
  constructor(private readonly certificates: CertificateService) {}

  async list(
    tx: EntityManager,
    filter: VisitFilter,
    { offset, limit, clock = '' }: { readonly offset: number; readonly limit: number; readonly clock?: string },
  ): Promise<ListedVisit[]> {
    const rows: Row[] = await tx.query(
      `SELECT ${columns} FROM visit v WHERE ${matching} ORDER BY v.start_time DESC, v.id DESC LIMIT $16 OFFSET $17`,
      [...this.wanted(filter, clock), limit, offset],
    );
    return rows.map((row) => this.opened(row));
  }

  /** A page of the history in any order; what is looked for stands in the filter. */
  async search(tx: EntityManager, filter: VisitFilter, search: Search, clock: string): Promise<FoundRows<ListedVisit>> {
    const listed: SearchedRows<Row> = {
      sql: `SELECT ${columns} FROM visit v WHERE ${matching}`,
      parameters: this.wanted(filter, clock),
      by: 'id',
      texts: ['name', 'lastName', 'company', 'hostName', 'pin'],
      others: ['startTime', 'endTime', 'createdAt', 'updatedAt'],
      usual: '-startTime',
    };
    const { rows, ...found } = await searchedRows(tx, listed, { ...search, q: undefined });
    return { ...found, rows: rows.map((row) => this.opened(row)) };
  }

  private opened(row: Row): ListedVisit {
    return { ...row, certNumber: this.certificates.open(row.certNumber) };
  }

  private wanted(filter: VisitFilter, clock: string): unknown[] {
    const { certNumbers = [], names = [], phone, pin, hostPin, ended, from, to, id, day, status, q } = filter;
    return [
      listOrNull(certNumbers.map((number) => this.certificates.hash(number))),
      listOrNull(names.map(containing)),
      ...[textOrNull(phone), textOrNull(pin), textOrNull(hostPin), ended ?? null, textOrNull(from), textOrNull(to)],
      ...[textOrNull(id), textOrNull(day), status ?? null, clock, ...this.lookedFor(q)],
    ];
  }

  /** As part of a text, as a certificate, as a code. */
  private lookedFor(q: string | undefined): (string | null)[] {
    return q === undefined || q === '' ? [null, null, null] : [containing(q), this.certificates.hash(q), q];
  }
}

/** $12 is the site's clock. */
const statusOf = `(CASE WHEN v.exit_time IS NOT NULL THEN 'ended' WHEN v.end_time < $12 THEN 'overdue' ELSE 'on' END)`;
const texts = `concat_ws(' ', v.name, v.last_name, v.company, v.host_name, v.pin, v.card_no)`;
/** The visitor's code that is valid now, which a reader at the desk reads. */
const codeOf = `(SELECT max(c.card_no) FROM qr_code c WHERE c.person_id = v.person_id AND c.expires_at > clock_timestamp())`;

const namedLike = `(v.name || ' ' || v.last_name)`;

/** The visits of a filter: its values are $1 to $15. */
const matching = `($1::text[] IS NULL OR v.cert_hash = ANY($1)) AND ($2::text[] IS NULL OR ${namedLike} ILIKE ANY($2))
  AND ($3::text IS NULL OR v.phone = $3) AND ($4::text IS NULL OR v.pin = $4)
  AND ($5::text IS NULL OR v.host_pin = $5) AND ($6::boolean IS NULL OR (v.exit_time IS NOT NULL) = $6)
  AND ($7::text IS NULL OR v.start_time >= $7) AND ($8::text IS NULL OR v.start_time <= $8)
  AND ($9::text IS NULL OR v.id = $9)
  AND ($10::text IS NULL OR (v.start_time < $10 || ' 24' AND (v.exit_time IS NULL OR v.exit_time >= $10)))
  AND ($11::text IS NULL OR ${statusOf} = $11)
  AND ($13::text IS NULL OR ${texts} ILIKE $13 OR v.cert_hash = $14 OR ${codeOf} = $15)`;
