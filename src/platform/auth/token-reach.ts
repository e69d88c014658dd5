import { Failure } from '../errors.js';
import { Networks } from '../network/networks.js';
import type { ApiToken } from './api-token.entity.js';
import { adminScope, covers, readScopes } from './scopes.js';

/** What a token opens, from where, and until when. */
export type Rights = Pick<ApiToken, 'scopes' | 'allowedCidrs' | 'expiresAt'>;

/** The driver returns PostgreSQL's infinity as a number. */
export const endOf = ({ expiresAt }: Pick<Rights, 'expiresAt'>): number =>
  expiresAt === null ? Infinity : Number(expiresAt);

/** The networks in the database, whoever wrote them: networks that cannot be read count as none. */
export function readNetworks(stored: unknown): Networks | null {
  if (Array.isArray(stored) && stored.length === 0) return null;
  try {
    return new Networks(stored as string[]);
  } catch {
    return new Networks([]);
  }
}

interface Beyond {
  readonly field: string;
  readonly why: string;
}

/** In what `rights` go beyond those of another token; empty = that token has all of them. */
function beyondReach(rights: Rights, own: Rights): Beyond[] {
  const ownScopes = readScopes(own.scopes);
  const networks = readNetworks(rights.allowedCidrs);
  const isEverywhere = readNetworks(own.allowedCidrs) === null;
  return [
    ...readScopes(rights.scopes)
      .filter((scope) => !covers(ownScopes, scope))
      .map((scope) => ({ field: 'scopes', why: `"${scope}" is not within its own, ${ownScopes.join(', ')}` })),
    ...(endOf(rights) > endOf(own) ? [{ field: 'expiresAt', why: 'it ends earlier itself' }] : []),
    ...(isEverywhere || networks?.within(own.allowedCidrs)
      ? []
      : [{ field: 'allowedCidrs', why: `its own are ${own.allowedCidrs.join(', ')}` }]),
  ];
}

function refuseBeyond(rights: Rights, own: Rights, says: string): void {
  const errors = beyondReach(rights, own).map(({ field, why }) => ({ field, message: `${field}: ${says}: ${why}` }));
  if (errors.length > 0) throw new Failure('forbidden', errors.map(({ message }) => message).join('; '), { errors });
}

/** Everything, from everywhere, for good. */
export const everything: Rights = { scopes: [adminScope], allowedCidrs: [], expiresAt: null };
export const isWhole = (own: Rights): boolean => beyondReach(everything, own).length === 0;

/** No token can give more than it has. @throws Failure forbidden */
export const refuseToGive = (rights: Rights, maker: Rights): void =>
  refuseBeyond(rights, maker, 'a token gives no more than it has');

/** A token that could not have been made cannot be changed or revoked either. @throws Failure forbidden */
export const refuseToManage = (rights: Rights, manager: Rights): void =>
  refuseBeyond(rights, manager, 'a token changes and revokes only what it could have made');
