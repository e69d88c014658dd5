import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { useEnvelope } from '../api/envelope.js';
import { Scopes } from '../auth/scopes.js';
import { useTokens } from '../auth/token-hook.js';
import { TokenService } from '../auth/token.service.js';
import type { Config } from '../config.js';
import { useLiberalBodies } from './body-parser.js';
import { useKeptDocuments } from './kept-documents.js';
import { useLastNewline } from './last-newline.js';
import { useQuickClose } from './quick-close.js';
import { useSecurityHeaders } from './security-headers.js';

/** What stands before the controllers of /api and /admin: tokens, bodies as clients send them, the envelope. */
export function useApi(app: NestFastifyApplication, { trustedProxies }: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Before the tokens: what they refuse has them, too.
  useSecurityHeaders(fastify, trustedProxies);
  useTokens(
    fastify,
    () => app.get(TokenService, { strict: false }),
    () => app.get(Scopes, { strict: false }),
    trustedProxies,
  );
  useLiberalBodies(fastify);
  useEnvelope(fastify);
  useLastNewline(fastify);
  useKeptDocuments(fastify);
  useQuickClose(fastify);
}
