import { Injectable } from '@nestjs/common';
import { hashToken, TokenService } from '../../platform/auth/token.service.js';
import type { OldRow } from './old-list.js';
import { said } from './old-values.js';
import type { KindImporter, SiteObject } from './importer.js';

interface TokenObject extends SiteObject {
  /** Never written down: only its hash is stored. */
  readonly token: string;
}

/** Those that are made here have 43 characters; one that can be guessed is not taken over. */
const fewestCharacters = 24;

export const tokenObjects = (rows: readonly OldRow[]): TokenObject[] =>
  rows.map((row) => {
    const [oldId, name, token] = [said(row, 'id'), said(row, 'name') || 'client', said(row, 'token')];
    const isShort = token.length < fewestCharacters || /\s/.test(token);
    return {
      ...{ oldId, key: name, label: name, token, fields: {} },
      fault: isShort ? `it has fewer than ${fewestCharacters} characters: give its client a new one` : undefined,
    };
  });

/** Imports tokens of clients, which keep working. */
@Injectable()
export class TokenImporters {
  constructor(private readonly tokens: TokenService) {}

  readonly tokensOfClients: KindImporter<TokenObject> = {
    kind: 'tokens',
    find: async (tx, { token }) => {
      const [row]: { id: string }[] = await tx.query('SELECT id FROM api_token WHERE token_hash = $1', [
        hashToken(token),
      ]);
      return row && { key: row.id, fields: {} };
    },
    add: (tx, { key, token }) => this.tokens.bring(tx, key, token),
    change: () => Promise.resolve(),
  };
}
