import { Injectable } from '@nestjs/common';
import { Failure } from '../errors.js';

/** The scope that opens the admin API, and the facade with it. */
export const adminScope = 'admin';
/** The scope that opens the facade, like a token without scopes. */
export const facadeScope = 'api';

const partPrefix = 'admin:';
const adminBase = /^\/+admin\/+v1\//i;

/**
 * Pictures of applications for leave, such as a doctor's note: clients are told their paths, and need a token to read
 * them.
 */
export const leavePictures = /^\/+fileresource\/+att\/+leave\//i;

/** The resource that a scope of a token is about: `api/v2/door/list` -> `door`. */
export const resourceOf = (path: string): string =>
  /^\/api\/(?:v\d\/)?([^/?&:]+)/.exec(path)?.[1] ?? (leavePictures.test(path) ? 'attApply' : '');

/** The part of the admin API that a scope such as `admin:parking/records` opens; null for other scopes. */
export const partOf = (scope: string): string | null =>
  /^admin:([\w-]+(?:\/[\w-]+)*)$/.test(scope) ? `/admin/v1/${scope.slice(partPrefix.length)}` : null;

/**
 * The scopes of a token in the database, whoever wrote them: a scope that cannot be read opens nothing. No scope at all
 * means the whole facade.
 */
export function readScopes(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  if (stored.length === 0) return [facadeScope];
  return stored.filter((scope): scope is string => typeof scope === 'string' && scope !== '');
}

export const isWithin = (path: string, part: string | null): boolean =>
  part !== null && (path === part || path.startsWith(`${part}/`));

/** Whether `scopes` allow everything that `scope` opens. */
export const covers = (scopes: readonly string[], scope: string): boolean =>
  scopes.includes(adminScope) ||
  scopes.includes(scope) ||
  (scope.startsWith(partPrefix)
    ? scopes.some((own) => isWithin(partOf(scope) ?? '', partOf(own)))
    : scope !== adminScope && scopes.includes(facadeScope));

/** `/admin/v1/parking/records/:id` -> `admin:parking`, `admin:parking/records` */
function partsOf(path: string): string[] {
  const words = path.replace(adminBase, '').split('/');
  const end = words.findIndex((word) => !/^[\w-]+$/.test(word));
  const fixed = end < 0 ? words : words.slice(0, end);
  return fixed.map((_, index) => partPrefix + fixed.slice(0, index + 1).join('/'));
}

/** What a token may be restricted to: everything that has routes. */
@Injectable()
export class ScopeService {
  private readonly facade = new Set<string>([adminScope, facadeScope]);
  private readonly parts = new Set<string>();

  /** @param pattern of a route */
  learn(pattern: string): void {
    if (adminBase.test(pattern)) for (const part of partsOf(pattern)) this.parts.add(part);
    else if (/^\w+$/.test(resourceOf(pattern))) this.facade.add(resourceOf(pattern));
  }

  /** @throws Failure invalid: a token with a scope for nothing would open nothing */
  check(scopes: readonly string[]): void {
    const messages = scopes.flatMap((scope) => this.faultOf(scope));
    const errors = messages.map((message) => ({ field: 'scopes', message }));
    if (errors.length > 0) throw new Failure('invalid', messages.join('; '), { errors });
  }

  private faultOf(scope: string): string[] {
    if (this.facade.has(scope) || this.parts.has(scope)) return [];
    const known = [...(scope.startsWith(partPrefix) ? this.parts : [...this.facade, `${partPrefix}...`])].sort();
    return [`scopes: "${scope}" is no scope; there are these: ${known.join(', ')}`];
  }
}
