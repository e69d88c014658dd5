import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cameEncrypted } from '../network/client-address.js';
import type { Networks } from '../network/networks.js';

/** An address of the facade may contain a token, so no page tells another page its address. */
const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

const nowhere = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** Data and pictures: if a browser is made to show them as a page, that page runs and loads nothing. */
const data = `default-src 'none'; ${nowhere}`;
/** Swagger UI has its scripts in files of ours, and its styles and icons in the page. */
const documents =
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; ` +
  `connect-src 'self'; ${nowhere}`;
/** The status page: styles, and nothing else. */
const plainPage = `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; ${nowhere}`;

const policyOf = (url: string): string => {
  if (/^\/+docs(?:[/?]|$)/i.test(url)) return documents;
  return /^\/*(?:\?|$)/.test(url) ? plainPage : data;
};

/** Half a year, which is what browsers' lists require at least. */
const encryptedOnly = 'max-age=15552000';

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply, proxies: Networks | null): void {
  void reply.headers(always).header('content-security-policy', policyOf(request.url));
  if (cameEncrypted(request.raw, proxies)) void reply.header('strict-transport-security', encryptedOnly);
}

/** On every answer except those to devices, which do not pass here. */
export function useSecurityHeaders(fastify: FastifyInstance, proxies: Networks | null): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply, proxies);
    done();
  });
}
