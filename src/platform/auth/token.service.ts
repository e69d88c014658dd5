import { hash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { In, type EntityManager } from 'typeorm';
import { Notifications } from '../database/notifications.js';
import { newId } from '../database/id.js';
import { steadyMs } from '../steady-clock.js';
import { notify, UnitOfWork } from '../database/unit-of-work.js';
import { Failure, fieldError } from '../errors.js';
import { Networks } from '../network/networks.js';
import { LOG } from '../tokens.js';
import { ApiToken } from './api-token.entity.js';
import { CallerService } from './caller.service.js';
import { compatibilityOf, withSwitches, type Compatibility } from './compatibility.js';
import { RefusedTokens } from './refused-tokens.js';
import { readScopes, ScopeService } from './scopes.js';
import { endOf, everything, isWhole, readNetworks, refuseToGive, refuseToManage, type Rights } from './token-reach.js';
import { noteChange } from './audit-change.js';

/** The token of a request. */
export interface Identity {
  readonly actor: string;
  readonly tokenId: string;
  readonly address: string;
  /** Empty = the token opens nothing. */
  readonly scopes: readonly string[];
  /** How the facade answers its client. */
  readonly compatibility: Compatibility;
}

export interface NewToken {
  readonly name: string;
  /** A token that its client has already; absent = a new one is made. */
  readonly token?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Undefined = the scopes of the token that makes it. */
  readonly allowedCidrs?: readonly string[] | undefined;
  /** Undefined = the end of the token that makes it; null = never. */
  readonly expiresAt?: Date | null | undefined;
  /** Switches by name; null takes one away. */
  readonly compatibility?: Readonly<Record<string, unknown>> | undefined;
}

/** What may change while a token is in use. */
export type TokenPatch = Partial<Pick<NewToken, 'name' | 'expiresAt' | 'compatibility'>>;

const prefix = 'pst_';
/** Before the id of an operator, where the id of a token stands otherwise. */
export const operatorPrefix = 'operator:';
/** docs/rules.md 4: token caches live this long at most, or until a notification says that tokens changed. */
const cacheMs = 2_000;
const usedEveryMs = 60_000;
const mostUsed = 10_000;

export const makeToken = (): string => prefix + randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => hash('sha256', token);

interface CachedToken {
  readonly token: ApiToken;
  readonly scopes: readonly string[];
  readonly compatibility: Compatibility;
  readonly allowed: Networks | null;
  readonly until: number;
}

/**
 * Tokens of the facade and the admin API. Only their SHA-256 is stored, and tokens are found by it: the time of a
 * comparison reveals nothing.
 */
@Injectable()
export class TokenService {
  private readonly known = new Map<string, CachedToken>();
  /** Ids of tokens, and when their use was stored. */
  private readonly used = new LRUCache<string, number>({ max: mostUsed });
  private readonly refused: RefusedTokens;

  constructor(
    @Inject(LOG) log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly scopes: ScopeService,
    private readonly callers: CallerService,
    hints: Notifications,
  ) {
    this.refused = new RefusedTokens(log);
    hints.on('token', () => this.known.clear());
  }

  /**
   * @param makerId id of the token that makes it: no token can give more rights than it has
   * @returns the token itself, which is only shown now
   */
  async create(tx: EntityManager, wanted: NewToken, makerId: string): Promise<{ id: string; token: string }> {
    this.scopes.check(wanted.scopes ?? []);
    networksOf(wanted.allowedCidrs ?? []);
    refusePastEnd(wanted);
    const maker = await callerOf(tx, makerId);
    const rights = rightsOf(wanted, maker);
    refuseToGive(rights, maker);
    const compatibility = withSwitches({}, wanted.compatibility ?? {});
    const token = wanted.token ?? makeToken();
    const tokenHash = hashToken(token);
    if (await tx.existsBy(ApiToken, { tokenHash })) throw new Failure('conflict', 'this token is there already');
    const id = newId();
    await tx.insert(ApiToken, { id, name: wanted.name, tokenHash, ...rights, compatibility });
    notify(tx, 'token');
    return { id, token };
  }

  /**
   * An operator can do what its role allows, from everywhere and without an end: a token that has less makes, changes and
   * removes none.
   * @throws Failure forbidden
   */
  async refuseOperators(tx: EntityManager, callerId: string): Promise<void> {
    const caller = await callerOf(tx, callerId);
    if (isWhole(caller)) return;
    throw new Failure(
      'forbidden',
      'an operator may do more than this token: it needs one without limits, of scope admin',
    );
  }

  /** A token of the server that this one replaces: it opens the whole facade, as it did there. @returns its id */
  async bring(tx: EntityManager, name: string, token: string): Promise<string> {
    const id = newId();
    await tx.insert(ApiToken, {
      id,
      name,
      tokenHash: hashToken(token),
      scopes: [],
      allowedCidrs: [],
      compatibility: {},
    });
    notify(tx, 'token');
    return id;
  }

  /**
   * @param managerId id of the token that asks for it
   * @throws Failure notFound, forbidden, invalid
   */
  async patch(tx: EntityManager, id: string, change: TokenPatch, managerId: string): Promise<ApiToken> {
    const token = await managed(tx, id, managerId);
    const { name = token.name, expiresAt, compatibility = {} } = change;
    refusePastEnd(change);
    const { scopes, allowedCidrs } = token;
    if (expiresAt !== undefined) refuseToGive({ scopes, allowedCidrs, expiresAt }, await callerOf(tx, managerId));
    const changed = {
      name,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      compatibility: withSwitches(token.compatibility, compatibility),
    };
    await tx.update(ApiToken, { id }, changed);
    noteChange(tx, token, changed);
    notify(tx, 'token');
    return Object.assign(token, changed);
  }

  /**
   * @param managerId id of the token that asks for it
   * @throws Failure notFound, forbidden
   */
  async revoke(tx: EntityManager, id: string, managerId: string): Promise<void> {
    await managed(tx, id, managerId);
    await tx.delete(ApiToken, { id });
    notify(tx, 'token');
  }

  /**
   * @returns the token's entry; `unusable` if it has expired or is not allowed from this address; null if there is no
   * such token
   */
  async verify(token: string, address: string): Promise<Identity | 'unusable' | null> {
    const hash = hashToken(token);
    const cached = this.known.get(hash);
    const known = cached && cached.until > steadyMs() ? cached : await this.load(hash);
    if (!known) return null;
    const reason = unusable(known, address);
    if (reason !== null) {
      this.refused.tell(known.token, address, reason);
      return 'unusable';
    }
    const { scopes, compatibility } = known;
    return { actor: `token:${known.token.name}`, tokenId: known.token.id, address, scopes, compatibility };
  }

  /** Of these tokens those that still open something from there, as `id address`. They do not count as used. */
  async stillGood(callers: readonly Pick<Identity, 'tokenId' | 'address'>[]): Promise<ReadonlySet<string>> {
    const ids = [...new Set(callers.map(({ tokenId }) => tokenId))];
    const tokens = await this.unitOfWork.manager.findBy(ApiToken, { id: In(ids) });
    const known = new Map(tokens.map((token) => [token.id, { token, allowed: readNetworks(token.allowedCidrs) }]));
    const good = callers.filter(({ tokenId, address }) => {
      const found = known.get(tokenId);
      return found !== undefined && unusable(found, address) === null;
    });
    return new Set(good.map(({ tokenId, address }) => `${tokenId} ${address}`));
  }

  /** Whether this token was used from this address before. */
  isCaller(token: string, address: string): Promise<boolean> {
    return this.callers.isKnown(hashToken(token), address);
  }

  noteCaller({ tokenId, address }: Identity): Promise<void> {
    return this.callers.note(tokenId, address);
  }

  /** A token is used by what it opens: a refusal does not count. */
  async noteUse({ tokenId }: Identity): Promise<void> {
    const now = steadyMs();
    if (now - (this.used.get(tokenId) ?? -Infinity) < usedEveryMs) return;
    this.used.set(tokenId, now);
    try {
      await this.unitOfWork.manager.query(
        `UPDATE api_token SET last_used_at = now()
         WHERE id = $1 AND (last_used_at BETWEEN now() - interval '1 minute' AND now()) IS NOT TRUE`,
        [tokenId],
      );
    } catch {
      // A database that accepts no writes is no reason to refuse a reader.
      this.used.delete(tokenId);
    }
  }

  private async load(hash: string): Promise<CachedToken | null> {
    this.known.delete(hash);
    const token = await this.unitOfWork.manager.findOneBy(ApiToken, { tokenHash: hash });
    if (!token) return null;
    const { allowedCidrs, scopes } = token;
    const until = steadyMs() + cacheMs;
    const compatibility = compatibilityOf(token.compatibility);
    const known = { token, scopes: readScopes(scopes), compatibility, allowed: readNetworks(allowedCidrs), until };
    this.known.set(hash, known);
    return known;
  }
}

/** Whoever wants to end a token revokes it. @throws Failure invalid */
function refusePastEnd({ expiresAt }: Pick<NewToken, 'expiresAt'>): void {
  if (expiresAt && endOf({ expiresAt }) <= steadyMs())
    throw fieldError('expiresAt', 'is past: such a token would never open');
}

const rightsOf = (wanted: NewToken, maker: Rights): Rights => ({
  scopes: [...(wanted.scopes ?? [])],
  allowedCidrs: [...(wanted.allowedCidrs ?? maker.allowedCidrs)],
  expiresAt: wanted.expiresAt === undefined ? maker.expiresAt : wanted.expiresAt,
});

async function callerOf(tx: EntityManager, id: string): Promise<Rights> {
  // An operator who manages tokens has no bounds (permissions.ts).
  if (id.startsWith(operatorPrefix)) return everything;
  const caller = await tx.findOneBy(ApiToken, { id });
  if (!caller) throw new Failure('forbidden', 'the token of this request is gone');
  return caller;
}

/** A token that is changed or revoked, locked. @throws Failure notFound, forbidden */
async function managed(tx: EntityManager, id: string, managerId: string): Promise<ApiToken> {
  const token = await tx.findOne(ApiToken, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!token) throw new Failure('notFound', `there is no token ${id}`);
  refuseToManage(token, await callerOf(tx, managerId));
  return token;
}

/** Why a token that exists does not open from there; null = it does. */
function unusable({ token, allowed }: Pick<CachedToken, 'token' | 'allowed'>, address: string): string | null {
  if (endOf(token) <= steadyMs()) return 'it has ended';
  return allowed && !allowed.has(address) ? 'it may not be used from this address' : null;
}

/** Null if there are none: every address is allowed. */
function networksOf(cidrs: readonly string[]): Networks | null {
  if (cidrs.length === 0) return null;
  try {
    return new Networks(cidrs);
  } catch (error) {
    const message = `allowedCidrs: "${(error as RangeError).message}" is not a network such as 10.0.0.0/8`;
    throw new Failure('invalid', message, { errors: [{ field: 'allowedCidrs', message }] });
  }
}
