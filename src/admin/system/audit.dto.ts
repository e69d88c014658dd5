import { Shown, Text } from '../common/fields.js';
import { ListQuery } from '../common/page.js';
import type { AuditRow } from '../../platform/auth/audit-log.js';

export class AuditQuery extends ListQuery {
  @Text('Only by this actor, for instance token:hr', { optional: true }) actor?: string;
}

export class AuditView {
  @Shown('Number of the row') seq!: number;
  @Shown('When') at!: string;
  @Shown('Who') actor!: string;
  @Shown('From which address') address!: string;
  @Shown('What: method and path') action!: string;
  @Shown('On what') object!: string;
  @Shown('Parameters, secrets left out', { type: Object }) detail!: object;
  @Shown('Link of the chain; null for a second after it was written', { nullable: true, type: String })
  hash!: string | null;
}

class BadLink {
  @Shown('Number of the row; null where it is missing', { nullable: true, type: Number }) seq!: number | null;
  @Shown('Place in the chain') chain!: number;
  @Shown('What is wrong') why!: string;
}

export class ChainView {
  @Shown('Every row is as it was written, and none is missing') ok!: boolean;
  @Shown('Rows found right') checked!: number;
  @Shown('Place of the first row whose link has a key; those before are of an older version') keyedFrom!: number;
  @Shown('The first row that is not', { nullable: true, type: BadLink }) firstBad!: BadLink | null;
}

export const toAuditView = ({ seq, at, actor, address, action, object, detail, hash }: AuditRow): AuditView => ({
  seq,
  at: at.toISOString(),
  actor,
  address,
  action,
  object,
  detail,
  hash,
});
