import type { ApiToken } from '../auth/api-token.entity.js';
import { Shown, Text, Texts } from './kit/fields.js';

const instant = {
  is: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/,
  says: 'an instant as 2026-12-31T23:59:59Z, or a day',
  begins: 'day',
} as const;

export class ApiTokenBody {
  @Text('Name, for the audit log', { min: 1 }) name!: string;
  @Texts(
    'Resources it opens, by the word behind /api, such as person; none = all of /api; admin = the admin API; ' +
      'admin:parking/records = that part of the admin API',
    { optional: true },
  )
  scopes?: string[];
  @Text('When it ends; null = never', { optional: true, nullable: true, pattern: instant }) expiresAt?: string | null;
  @Texts('Networks it may be used from; none = everywhere', { optional: true, example: ['10.0.0.0/8'] })
  allowedCidrs?: string[];
}

export class NewTokenView {
  @Shown('Id') id!: string;
  @Shown('The token: shown this once') token!: string;
}

export class ApiTokenView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Resources it opens') scopes!: string[];
  @Shown('Networks it may be used from') allowedCidrs!: string[];
  @Shown('When it ends', { nullable: true, type: String }) expiresAt!: string | null;
  @Shown('Made at') createdAt!: string;
  @Shown('Last used, to the minute', { nullable: true, type: String }) lastUsedAt!: string | null;
}

export const toApiTokenView = (token: ApiToken): ApiTokenView => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  allowedCidrs: token.allowedCidrs,
  expiresAt: token.expiresAt?.toISOString() ?? null,
  createdAt: token.createdAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});
