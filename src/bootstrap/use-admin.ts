import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { EnvelopeFilter } from '../facade/envelope.filter.js';
import type { Config } from '../platform/config.js';
import { useCompressedJson } from '../platform/http/compressed-json.js';
import { LOG } from '../platform/tokens.js';
import { serveDocuments } from '../platform/openapi/serve-documents.js';
import { HealthService } from '../operations/health.service.js';
import { MetricsService } from '../operations/metrics.service.js';
import { timeRequests } from '../operations/time-requests.js';
import { adminBase } from '../admin/common/admin.js';
import { KnownPaths } from '../admin/common/known-paths.js';
import { OuterFilter } from '../admin/common/outer.filter.js';
import { ProblemFilter } from '../admin/common/problem.filter.js';
import { serveStatusPage } from '../admin/system/status-page.js';
import { serveAsyncApi } from './serve-async-api.js';
import { consolePath, useConsole } from './use-console.js';

/**
 * What the admin side adds to the app beside its controllers: the console or a status page, documents, timings, the last
 * filter.
 */
export function useAdmin(
  app: NestFastifyApplication,
  { apiDocs, trustedProxies }: Config,
  consoleFolder: string | null,
): void {
  const adapter = app.getHttpAdapter();
  const fastify: FastifyInstance = adapter.getInstance();
  const log = app.get<Logger>(LOG, { strict: false });
  app.useGlobalFilters(
    new OuterFilter(new EnvelopeFilter(log), new ProblemFilter(log), new KnownPaths(fastify, adminBase), adapter),
  );
  useCompressedJson(fastify, `/${adminBase}/`);
  timeRequests(fastify, () => app.get(MetricsService));
  serveStatusPage(fastify, {
    health: () => app.get(HealthService),
    hasDocuments: apiDocs,
    consoleAddress: consoleFolder === null ? null : `${consolePath}/`,
  });
  if (consoleFolder !== null) useConsole(fastify, consoleFolder, trustedProxies);
  if (!apiDocs) return;
  serveDocuments(app);
  serveAsyncApi(fastify);
}
