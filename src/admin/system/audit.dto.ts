import { OneOf, Shown, Text } from '../common/fields.js';
import { instant } from '../common/instant.js';
import { ListQuery } from '../common/page.js';
import { changeKey, type Change } from '../../platform/auth/audit-change.js';
import { objectOf, type AuditRow } from '../../platform/auth/audit-log.js';

/** Rows are numbered in the order of their times. */
const auditOrders = ['-seq', 'seq', '-at', 'at'] as const;

export class AuditQuery extends ListQuery {
  @Text('Only by this actor, for instance token:hr', { optional: true }) actor?: string;
  @Text('Not before', { optional: true, pattern: instant }) from?: string;
  @Text('Before', { optional: true, pattern: instant }) to?: string;
  @Text('Only about this, as the list names it; persons = about all of them', {
    optional: true,
    example: 'persons/1001',
  })
  object?: string;
  @Text('Part of the method and path', { optional: true, example: 'DELETE' }) action?: string;
  @Text('Part of the actor, the address, the action or a parameter', { optional: true, max: 100 }) q?: string;
  @OneOf('The newest first, or the oldest', auditOrders, { optional: true }) sort?: (typeof auditOrders)[number];
  @OneOf('true: the answer has total, the number of all items that fit', ['true', 'false'], { optional: true })
  count?: 'true' | 'false';
}

export class AuditView {
  @Shown('Number of the row') seq!: number;
  @Shown('When') at!: string;
  @Shown('Who') actor!: string;
  @Shown('From which address') address!: string;
  @Shown('What: method and path') action!: string;
  @Shown('On what: persons/1001') object!: string;
  @Shown('Parameters, secrets left out', { type: Object }) detail!: object;
  @Shown('What is not as it was, before; null where that is not known', { type: Object, nullable: true })
  before!: object | null;
  @Shown('The same, after', { type: Object, nullable: true }) after!: object | null;
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
  @Shown('Place of the first row, where those before it were exported and removed (retention)', { required: false })
  from?: number;
  @Shown('Place of the first row whose link has a key; those before are of an older version') keyedFrom!: number;
  @Shown('The first row that is not', { nullable: true, type: BadLink }) firstBad!: BadLink | null;
}

export function toAuditView(row: AuditRow): AuditView {
  const { seq, at, actor, address, action, hash } = row;
  const { [changeKey]: changed = null, ...detail } = row.detail;
  const { before, after } = (changed ?? { before: null, after: null }) as Change | { before: null; after: null };
  return { seq, at: at.toISOString(), actor, address, action, object: objectOf(row), detail, before, after, hash };
}
