import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { maskSecrets } from '../../protocol/access-push/secrets.js';
import type { Caller } from './audit.js';
import { versionAskedIn } from './asked-version.js';
import { isSecret } from './audit-secrets.js';

const longestValue = 200;
const mostValues = 100;

/** The caller and the call: the hook knows the token, the route and the parameters tell the rest. */
export function callerOf(request: FastifyRequest): Caller {
  const { actor = 'nobody', tokenId = '', address = request.ip } = request.identity ?? {};
  return {
    actor,
    tokenId,
    address,
    action: `${request.method} ${request.routeOptions.url ?? request.url.replace(/\?.*$/, '')}`,
    detail: detailOf(request),
    askedAt: request.arrivedAt,
    version: versionAskedIn(request),
  };
}

/** The caller of this request, in the form of `AuditedTransaction.run`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

function detailOf({ query, body, params }: FastifyRequest): Record<string, unknown> {
  const inPath = entriesOf(params);
  // The parameters of the path come first: they are never cut off, and they matter most.
  const all = { ...inPath, ...entriesOf(query), ...entriesOf(body), ...inPath };
  return Object.fromEntries(
    Object.entries(all)
      .slice(0, mostValues)
      .map(([name, value]) => [name, isSecret(name) ? '***' : short(value)]),
  );
}

const entriesOf = (source: unknown): object => {
  if (Array.isArray(source)) return { items: source.length };
  // A body that is read as a stream has no parameters.
  if (source instanceof Readable) return {};
  return typeof source === 'object' && source !== null ? firstOf(source) : {};
};

/** More would be cut off anyway; a body may have tens of thousands. */
function firstOf(source: object): object {
  const some: Record<string, unknown> = {};
  let left = mostValues;
  for (const name in source) {
    if (left-- === 0) break;
    some[name] = (source as Record<string, unknown>)[name];
  }
  return some;
}

function short(value: unknown): unknown {
  if (typeof value === 'string') return clean(maskSecrets(value));
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value, (name, part: unknown) => (isSecret(name) ? '***' : part));
  return text.length > longestValue ? clean(text) : (JSON.parse(text) as unknown);
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const clean = (text: string) =>
  (text.length > longestValue ? `${text.slice(0, longestValue)}...` : text)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
