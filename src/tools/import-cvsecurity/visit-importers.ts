import { Injectable } from '@nestjs/common';
import { VisitorIntroductionService } from '../../modules/visitor/visitor-introduction.service.js';
import { Failure } from '../../platform/errors.js';
import type { Existing, KindImporter, SiteObject } from './importer.js';
import type { FieldChange } from './judge.js';
import type { OldRow } from './old-list.js';
import { said } from './old-values.js';

const legalType = /^([2-8]|\d{4})$/;

/** Empty says nothing. */
const told = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** A visitor who is inside: the old server knows the certificate, the host and the reason, and no end (v1.2, 2.7.1.7). */
export function visitObject(row: OldRow, hosts: ReadonlySet<string>): SiteObject {
  const [pin, certType, certNumber] = [said(row, 'visEmpPin'), said(row, 'certType'), said(row, 'certNum')];
  const hostPin = said(row, 'persPersonPin');
  const label = `${said(row, 'visEmpName')} ${said(row, 'visEmpLastName')}`.trim();
  return {
    ...{ oldId: said(row, 'id'), key: pin, label },
    fields: told({
      ...(legalType.test(certType) && certNumber !== '' ? { certType, certNumber } : {}),
      company: said(row, 'company'),
      phone: said(row, 'visitEmpPhone'),
      email: said(row, 'email'),
      carPlate: said(row, 'carPlate'),
      visitReason: said(row, 'visitReason'),
      hostPin: hosts.has(hostPin) ? hostPin : '',
    }),
  };
}

/** Completes visits that panels told of. A visit that is not here is never made: nobody knows its end. */
@Injectable()
export class VisitImporters {
  constructor(private readonly visitors: VisitorIntroductionService) {}

  readonly visits: KindImporter<SiteObject> = {
    kind: 'visits',
    find: async (tx, { key }): Promise<Existing | undefined> => {
      const here = await this.visitors.find(tx, key);
      return here && { key, fields: { ...here.known } };
    },
    add: (_tx, { key }) => Promise.reject(new Failure('notFound', `the visit of ${key} has ended meanwhile`)),
    change: async (tx, { key }, changes) => {
      const here = await this.visitors.find(tx, key);
      if (here) await this.visitors.introduce(tx, here, theirsOf(changes));
    },
  };
}

const theirsOf = (changes: readonly FieldChange[]): Readonly<Record<string, string>> =>
  Object.fromEntries(changes.map(({ field, theirs }) => [field, theirs]));
