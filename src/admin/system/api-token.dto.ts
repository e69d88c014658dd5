import type { ApiToken } from '../../platform/auth/api-token.entity.js';
import {
  byTheManual,
  compatibilityOf,
  switches,
  switchesInWords,
  type Compatibility,
} from '../../platform/auth/compatibility.js';
import { shortestToken } from '../../platform/secret-settings.js';
import { instant } from '../common/instant.js';
import { ChangedAt, Items, Shown, Text, Texts, Values } from '../common/fields.js';

const ownToken = {
  min: shortestToken,
  pattern: { is: /^[\x21-\x7e]*$/, says: 'letters, digits and signs without blanks' },
} as const;

const switchProperties = (more: object) =>
  Object.fromEntries(
    Object.entries(switches).map(([name, { values, does }]) => [
      name,
      { type: 'string', enum: [...values], description: does, ...more },
    ]),
  );

const Switches = () =>
  Values(
    `What its client needs beyond the manual; null takes a switch away, and what is left out is as the manual says:\n\n${switchesInWords}`,
    {
      optional: true,
      example: { doorState: 'array' },
      schema: { additionalProperties: false, properties: switchProperties({ nullable: true }) },
    },
  );

class TokenFacts {
  @Text('Name, for the audit log', { min: 1 }) name!: string;
  @Texts(
    'Resources it opens, by the word behind /api, such as person; none = all of /api; admin = the admin API; ' +
      'admin:parking/records = that part of the admin API',
    { optional: true },
  )
  scopes?: string[];
  @Text('When it ends, not before now; null = never; absent = with the token that makes it', {
    optional: true,
    nullable: true,
    pattern: instant,
  })
  expiresAt?: string | null;
  @Texts('Networks it may be used from; none = everywhere; absent = as the token that makes it', {
    optional: true,
    example: ['10.0.0.0/8'],
  })
  allowedCidrs?: string[];
  @Switches() compatibility?: Record<string, unknown>;
}

export class ApiTokenPatch {
  @Text('Name, for the audit log', { min: 1, optional: true }) name?: string;
  @Text('When it ends, not before now; null = never', { optional: true, nullable: true, pattern: instant })
  expiresAt?: string | null;
  @Switches() compatibility?: Record<string, unknown>;
}

export class ApiTokenBody extends TokenFacts {
  @Text('The token, where its client has one already; absent = a new one is made', { optional: true, ...ownToken })
  token?: string;
}

class ImportedTokenBody extends TokenFacts {
  @Text('The token', ownToken) token!: string;
}

export class ImportTokensBody {
  @Items('Tokens as their clients have them', () => ImportedTokenBody, { fewest: 1, most: 1_000 })
  tokens!: ImportedTokenBody[];
}

export class ImportedTokenView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
}

export class ImportedTokensView {
  @Shown('What was imported, in the order of the body', { type: [ImportedTokenView] }) items!: ImportedTokenView[];
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
  @Shown('How the facade answers its client: every switch', {
    type: 'object',
    additionalProperties: false,
    properties: switchProperties({}) as Record<string, never>,
    required: Object.keys(byTheManual),
  })
  compatibility!: Compatibility;
  @Shown('When it ends', { nullable: true, type: String }) expiresAt!: string | null;
  @Shown('Made at') createdAt!: string;
  @Shown('Last request that it was right for, to the minute', { nullable: true, type: String }) lastUsedAt!:
    string | null;
  @ChangedAt() updatedAt!: Date;
}

/** PostgreSQL has instants that no calendar has; the driver returns them as numbers. */
const shownEnd = (end: Date | number | null): string | null =>
  typeof end === 'number' ? (end > 0 ? null : '-infinity') : (end?.toISOString() ?? null);

export const toApiTokenView = (token: ApiToken): ApiTokenView => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  allowedCidrs: token.allowedCidrs,
  compatibility: compatibilityOf(token.compatibility),
  expiresAt: shownEnd(token.expiresAt),
  createdAt: token.createdAt.toISOString(),
  updatedAt: token.updatedAt,
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});
