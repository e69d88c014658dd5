import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PersonListService } from '../modules/person/person-list.service.js';
import { useQuickPerson } from './quick-person.js';
import { useEnvelope } from '../facade/envelope.js';
import { ScopeService } from '../platform/auth/scopes.js';
import { useTokens } from '../platform/auth/token-hook.js';
import { useSessions } from '../platform/operator/session-hook.js';
import { SessionService } from '../platform/operator/session.service.js';
import { TokenService } from '../platform/auth/token.service.js';
import type { Config } from '../platform/config.js';
import { Notifications } from '../platform/database/notifications.js';
import { useLiberalBodies } from '../platform/http/body-parser.js';
import { useKeptDocuments } from '../platform/http/kept-documents.js';
import { useLastNewline } from '../platform/http/last-newline.js';
import { noteArrivals } from '../platform/http/arrival.js';
import { useQuickClose } from '../platform/http/quick-close.js';
import { useSecurityHeaders } from '../platform/http/security-headers.js';

/** Nest searches all modules for a provider, so it is looked up once and not for each call. */
function once<T>(find: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= find());
}

/** What runs before the controllers of /api and /admin: tokens, bodies in the forms that clients send, the envelope. */
export function useApi(app: NestFastifyApplication, { trustedProxies }: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  noteArrivals(fastify);
  // This comes before the tokens: their refusals need these headers, too.
  useSecurityHeaders(fastify, trustedProxies);
  // Sessions come before tokens, which look no further where there is a session.
  useSessions(
    fastify,
    once(() => app.get(SessionService, { strict: false })),
    trustedProxies,
  );
  useTokens(
    fastify,
    once(() => app.get(TokenService, { strict: false })),
    once(() => app.get(ScopeService, { strict: false })),
    once(() => app.get(Notifications, { strict: false })),
    trustedProxies,
  );
  useLiberalBodies(fastify);
  useEnvelope(fastify);
  useLastNewline(fastify);
  useKeptDocuments(fastify);
  useQuickClose(fastify);
  useQuickPerson(
    fastify,
    once(() => app.get(PersonListService, { strict: false })),
  );
}
