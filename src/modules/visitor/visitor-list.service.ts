import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CertificateService } from './certificate.js';
import { containing } from '../../platform/database/like.js';
import { searchedRows, type FoundRows, type Search, type SearchedRows } from '../../platform/database/searched-rows.js';
import { listOrNull, textOrNull } from './filters.js';

/** A visitor in the form of lists. */
export interface ListedVisitor {
  readonly id: string;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly gender: string;
  readonly phone: string;
  readonly email: string;
  readonly company: string;
  readonly carPlate: string;
  readonly certType: string;
  readonly certNumber: string;
  readonly blocked: boolean;
  /** The visitor has an open visit. */
  readonly inside: boolean;
  readonly updatedAt: Date;
}

/** The filters of the list; an empty or absent filter selects all. */
export interface VisitorFilter {
  readonly certNumbers?: readonly string[] | undefined;
  readonly certType?: string | undefined;
  /** Part of the name, in any case. */
  readonly names?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  readonly pin?: string | undefined;
  readonly inside?: boolean | undefined;
}

type Row = Omit<ListedVisitor, 'certNumber'> & { readonly certNumber: Buffer };

/** A visitor whose time is over is not inside, signed out or not; $6 is the site's clock. */
const inside = `EXISTS (SELECT 1 FROM visit i WHERE i.person_id = p.id AND i.exit_time IS NULL AND i.end_time >= $6)`;

/** The visitors of a filter: its values are $1 to $7. */
const matching = `SELECT p.id, p.pin, p.name, p.last_name AS "lastName", p.gender, p.mobile_phone AS phone, p.email, v.company,
    coalesce(p.car_plate, '') AS "carPlate", v.cert_type AS "certType", v.cert_number AS "certNumber",
    EXISTS (SELECT 1 FROM visitor_block b WHERE b.cert_hash = v.cert_hash AND b.cert_type = v.cert_type) AS blocked,
    ${inside} AS inside, p.updated_at AS "updatedAt"
  FROM visitor v JOIN person p ON p.id = v.person_id
  WHERE ($1::text[] IS NULL OR v.cert_hash = ANY($1)) AND ($2::text IS NULL OR v.cert_type = $2)
    AND ($3::text[] IS NULL OR (p.name || ' ' || p.last_name) ILIKE ANY($3))
    AND ($4::text IS NULL OR p.mobile_phone = $4) AND ($5::text IS NULL OR p.pin = $5)
    AND ($7::boolean IS NULL OR ${inside} = $7)`;

/** All registered visitors who were not deleted, by pin. */
@Injectable()
export class VisitorListService {
  constructor(private readonly certificates: CertificateService) {}

  async list(
    tx: EntityManager,
    filter: VisitorFilter,
    { offset, limit, clock }: { readonly offset: number; readonly limit: number; readonly clock: string },
  ): Promise<ListedVisitor[]> {
    const rows: Row[] = await tx.query(`${matching} ORDER BY length(p.pin), p.pin LIMIT $8 OFFSET $9`, [
      ...this.wanted(filter, clock),
      limit,
      offset,
    ]);
    return rows.map((row) => this.opened(row));
  }

  /** A page of them in any order. */
  async search(
    tx: EntityManager,
    filter: VisitorFilter,
    search: Search,
    clock: string,
  ): Promise<FoundRows<ListedVisitor>> {
    const { q = '' } = search;
    const listed: SearchedRows<Row> = {
      sql: matching,
      parameters: [...this.wanted(filter, clock), ...(q === '' ? [] : [this.certificates.hash(q)])],
      by: 'id',
      texts: ['pin', 'name', 'lastName', 'company', 'phone', 'carPlate'],
      others: ['updatedAt'],
      usual: 'pin',
      // The number is sealed, so only the whole of it is found.
      ...(q === '' ? {} : { alsoFound: 't.id = ANY(ARRAY(SELECT person_id FROM visitor WHERE cert_hash = $8))' }),
    };
    const { rows, ...found } = await searchedRows(tx, listed, search);
    return { ...found, rows: rows.map((row) => this.opened(row)) };
  }

  private opened(row: Row): ListedVisitor {
    return { ...row, certNumber: this.certificates.open(row.certNumber) };
  }

  private wanted({ certNumbers = [], certType, names = [], phone, pin, inside }: VisitorFilter, clock: string) {
    return [
      listOrNull(certNumbers.map((number) => this.certificates.hash(number))),
      textOrNull(certType),
      listOrNull(names.map(containing)),
      ...[textOrNull(phone), textOrNull(pin), clock, inside ?? null],
    ];
  }
}
