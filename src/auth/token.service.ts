import { hash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Hints } from '../db/hints.js';
import { newId } from '../db/id.js';
import { steadyMs } from '../db/steady-clock.js';
import { hint, Work } from '../db/work.js';
import { Failure } from '../errors.js';
import { Networks } from '../network/networks.js';
import { ApiToken } from './api-token.entity.js';
import { Scopes } from './scopes.js';

/** Whose token a request carries. */
export interface Identity {
  readonly actor: string;
  readonly tokenId: string;
  readonly address: string;
  /** Empty = everything under /api. */
  readonly scopes: readonly string[];
}

export interface NewToken {
  readonly name: string;
  readonly scopes?: string[];
  readonly allowedCidrs?: string[];
  readonly expiresAt?: Date | null;
}

const prefix = 'pst_';
/** Rules 4: token caches live this long at most, or until somebody says that tokens changed. */
const cacheMs = 2_000;
const usedEveryMs = 60_000;

export const makeToken = (): string => prefix + randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => hash('sha256', token);

interface Known {
  readonly token: ApiToken;
  readonly allowed: Networks | null;
  readonly until: number;
}

/** Tokens of the facade and the admin API. Only their SHA-256 is kept, and looked up: no comparison leaks its length. */
@Injectable()
export class TokenService {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly work: Work,
    private readonly scopes: Scopes,
    hints: Hints,
  ) {
    hints.on('token', () => this.known.clear());
  }

  /** @returns the token itself, which is shown this once */
  async create(
    tx: EntityManager,
    { name, scopes, allowedCidrs, expiresAt }: NewToken,
  ): Promise<{ id: string; token: string }> {
    this.scopes.check(scopes ?? []);
    networksOf(allowedCidrs ?? []);
    const token = makeToken();
    const id = newId();
    await tx.insert(ApiToken, {
      id,
      name,
      tokenHash: hashToken(token),
      scopes: scopes ?? [],
      allowedCidrs: allowedCidrs ?? [],
      expiresAt: expiresAt ?? null,
    });
    hint(tx, 'token');
    return { id, token };
  }

  list(tx: EntityManager): Promise<ApiToken[]> {
    return tx.find(ApiToken, { order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async revoke(tx: EntityManager, id: string): Promise<void> {
    const { affected } = await tx.delete(ApiToken, { id });
    if (!affected) throw new Failure('notFound', `there is no token ${id}`);
    hint(tx, 'token');
  }

  /** @returns whose token it is, or null where it is unknown, expired or used from an address it is not meant for */
  async verify(token: string, address: string): Promise<Identity | null> {
    const hash = hashToken(token);
    const cached = this.known.get(hash);
    const known = cached && cached.until > steadyMs() ? cached : await this.load(hash);
    if (!known || !isUsable(known, address)) return null;
    return { actor: `token:${known.token.name}`, tokenId: known.token.id, address, scopes: known.token.scopes };
  }

  private async load(hash: string): Promise<Known | null> {
    this.known.delete(hash);
    const token = await this.work.manager.findOneBy(ApiToken, { tokenHash: hash });
    if (!token) return null;
    const known = { token, allowed: networksOf(token.allowedCidrs), until: steadyMs() + cacheMs };
    this.known.set(hash, known);
    await this.noteUse(token);
    return known;
  }

  private async noteUse({ id, lastUsedAt }: ApiToken): Promise<void> {
    if (lastUsedAt && Date.now() - lastUsedAt.getTime() < usedEveryMs) return;
    await this.work.manager.update(ApiToken, { id }, { lastUsedAt: new Date() });
  }
}

function isUsable({ token, allowed }: Known, address: string): boolean {
  if (token.expiresAt && token.expiresAt.getTime() <= steadyMs()) return false;
  return !allowed || allowed.has(address);
}

/** Null where there are none: from everywhere. */
function networksOf(cidrs: readonly string[]): Networks | null {
  if (cidrs.length === 0) return null;
  try {
    return new Networks(cidrs);
  } catch (error) {
    const message = `allowedCidrs: "${(error as RangeError).message}" is not a network such as 10.0.0.0/8`;
    throw new Failure('invalid', message, { errors: [{ field: 'allowedCidrs', message }] });
  }
}
