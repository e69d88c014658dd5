import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CertificateService } from './certificate.js';
import { containing } from '../../platform/database/like.js';
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
  /** The last pin of the previous page. */
  readonly after?: string | undefined;
}

type Row = Omit<ListedVisitor, 'certNumber'> & { readonly certNumber: Buffer };

/** A visitor whose time is over is not inside, signed out or not; $7 is the site's clock. */
const inside = `EXISTS (SELECT 1 FROM visit i WHERE i.person_id = p.id AND i.exit_time IS NULL AND i.end_time >= $7)`;

/** All registered visitors who were not deleted, by pin. */
@Injectable()
export class VisitorListService {
  constructor(private readonly certificates: CertificateService) {}

  async list(
    tx: EntityManager,
    filter: VisitorFilter,
    { offset, limit, clock }: { readonly offset: number; readonly limit: number; readonly clock: string },
  ): Promise<ListedVisitor[]> {
    const { certNumbers = [], certType, names = [], phone, pin, after } = filter;
    const rows: Row[] = await tx.query(
      `SELECT p.id, p.pin, p.name, p.last_name AS "lastName", p.gender, p.mobile_phone AS phone, p.email, v.company,
         coalesce(p.car_plate, '') AS "carPlate", v.cert_type AS "certType", v.cert_number AS "certNumber",
         EXISTS (SELECT 1 FROM visitor_block b WHERE b.cert_hash = v.cert_hash AND b.cert_type = v.cert_type) AS blocked,
         ${inside} AS inside, p.updated_at AS "updatedAt"
       FROM visitor v JOIN person p ON p.id = v.person_id
       WHERE ($1::text[] IS NULL OR v.cert_hash = ANY($1)) AND ($2::text IS NULL OR v.cert_type = $2)
         AND ($3::text[] IS NULL OR (p.name || ' ' || p.last_name) ILIKE ANY($3))
         AND ($4::text IS NULL OR p.mobile_phone = $4) AND ($5::text IS NULL OR p.pin = $5)
         AND ($6::text IS NULL OR (length(p.pin), p.pin) > (length($6), $6))
         AND ($8::boolean IS NULL OR ${inside} = $8)
       ORDER BY length(p.pin), p.pin LIMIT $9 OFFSET $10`,
      [
        listOrNull(certNumbers.map((number) => this.certificates.hash(number))),
        textOrNull(certType),
        listOrNull(names.map(containing)),
        ...[textOrNull(phone), textOrNull(pin), textOrNull(after), clock, filter.inside ?? null, limit, offset],
      ],
    );
    return rows.map((row) => ({ ...row, certNumber: this.certificates.open(row.certNumber) }));
  }
}
