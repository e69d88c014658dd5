import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cameEncrypted } from '../platform/network/client-address.js';
import type { Networks } from '../platform/network/networks.js';

export const consolePath = '/console';
/** The word that the build leaves in the page (console/vite.config.ts). */
const nonceWord = 'POSTERN_NONCE';

const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/**
 * The files of the console, on the main listener only. Everything below /console that is no file is the one page, which
 * finds its way by the address; a file that is missing stays missing.
 */
export function useConsole(fastify: FastifyInstance, folder: string, proxies: Networks | null): void {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    // Over plain HTTP this header has no effect, and Chromium writes an error about it.
    if (cameEncrypted(request.raw, proxies)) void reply.header('cross-origin-opener-policy', 'same-origin');
    return reply
      .type('text/html; charset=utf-8')
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': policyWith(nonce),
        'permissions-policy': 'camera=(self)',
      })
      .send(page.replaceAll(nonceWord, nonce));
  };
  fastify.get(consolePath, answer);
  fastify.get(`${consolePath}/*`, answer);
  void fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `${consolePath}/assets/`,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    index: false,
    decorateReply: false,
  });
}
