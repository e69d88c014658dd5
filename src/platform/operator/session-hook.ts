import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { operatorPrefix } from '../auth/token.service.js';
import { byTheManual } from '../auth/compatibility.js';
import { wordsOf, type Reason } from '../errors.js';
import { waitLess } from '../http/slow-bodies.js';
import { clientAddress } from '../network/client-address.js';
import type { Networks } from '../network/networks.js';
import { cookieOf, crossSiteWords, isCrossSite } from './cross-site.js';
import { callOf, ruleOf, type RouteRule } from './route-rules.js';
import { sessionPrefix, type SessionService, type SignedIn } from './session.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The operator whose session it is; null for tokens, which have all permissions of the part that they open. */
    signedIn: SignedIn | null;
  }
}

export const sessionPath = '/admin/v1/session';
const isAdmin = (pattern: string) => /^\/+admin\/+v1(\/|$|\?)/i.test(pattern);

/** Whoever signs in has no session and no token yet. */
export const isSignIn = ({ method, routeOptions }: FastifyRequest): boolean =>
  method === 'POST' && routeOptions.url === sessionPath;

interface Credential {
  readonly secret: string;
  readonly byCookie: boolean;
}

/** A header comes before the cookie: a page of the console may hold both. Null = it is a token, or nothing. */
function credentialOf(request: FastifyRequest): Credential | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
    return secret.startsWith(sessionPrefix) ? { secret, byCookie: false } : null;
  }
  const cookie = cookieOf(request);
  return cookie === null ? null : { secret: cookie, byCookie: true };
}

const isWrite = ({ method }: FastifyRequest) => method !== 'GET' && method !== 'HEAD';

/** Checks the sessions of operators, and what each may do, before any other work for a request. Tokens pass here. */
export function useSessions(fastify: FastifyInstance, sessions: () => SessionService, proxies: Networks | null): void {
  fastify.decorateRequest('identity', null);
  fastify.decorateRequest('signedIn', null);
  const check = async (request: FastifyRequest, reply: FastifyReply, credential: Credential): Promise<boolean> => {
    if (credential.byCookie && isWrite(request) && isCrossSite(request))
      return refuse(reply, 'crossSite', 403, crossSiteWords);
    const signedIn = await sessions().find(credential.secret);
    if (!signedIn) return refuse(reply, 'unauthorized', 401, 'this session has ended: sign in again');
    const pattern = request.routeOptions.url;
    const { permission, isConfirmed } =
      pattern === undefined ? anybody : ruleOf(request.method, callOf(pattern, request.query));
    if (permission !== null && !signedIn.permissions.includes(permission))
      return refuse(reply, 'forbidden', 403, `an operator needs the permission ${permission} for this`, { permission });
    if (isConfirmed && !signedIn.isConfirmed)
      return refuse(reply, 'confirm', 403, 'give your password again first: POST /admin/v1/session/confirm');
    request.signedIn = signedIn;
    request.identity = {
      actor: `operator:${signedIn.name}`,
      tokenId: operatorPrefix + signedIn.operatorId,
      address: clientAddress(request.raw, proxies),
      scopes: [],
      compatibility: byTheManual,
    };
    return true;
  };

  // A route without a declared permission stops the start.
  fastify.addHook('onRoute', ({ method, url }) => {
    if (isAdmin(url)) for (const one of [method].flat()) ruleOf(one, url);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const credential = isAdmin(request.routeOptions.url ?? request.url) ? credentialOf(request) : null;
    if (credential === null || isSignIn(request)) {
      done();
      return;
    }
    check(request, reply, credential).then((passed) => {
      if (passed) done();
    }, done);
  });
}

const anybody: RouteRule = { permission: null, isConfirmed: false };

function refuse(reply: FastifyReply, reason: Reason, status: number, detail: string, more: object = {}): false {
  const { request } = reply;
  waitLess(request.raw);
  const instance = request.url.replace(/[?&].*$/s, '');
  void reply
    .status(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: `urn:postern:${reason}`, title: wordsOf(reason), status, detail, instance, ...more }));
  return false;
}
