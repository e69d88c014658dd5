import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { EnvelopeFilter } from '../api/envelope.filter.js';
import type { Config } from '../config.js';
import { LOG } from '../db/house.js';
import { serveDocuments } from '../openapi-documents.js';
import { HealthService } from '../ops/health.service.js';
import { MetricsService } from '../ops/metrics.service.js';
import { timeRequests } from '../ops/time-requests.js';
import { OuterFilter } from './kit/outer.filter.js';
import { ProblemFilter } from './kit/problem.filter.js';
import { serveStatusPage } from './status-page.js';

/** What the admin side hangs on the app beside its controllers: status page, documents, timings, the last filter. */
export function useAdmin(app: NestFastifyApplication, { apiDocs }: Config): void {
  const adapter = app.getHttpAdapter();
  const fastify: FastifyInstance = adapter.getInstance();
  const log = app.get<Logger>(LOG, { strict: false });
  app.useGlobalFilters(new OuterFilter(new EnvelopeFilter(log), new ProblemFilter(log), adapter));
  timeRequests(fastify, () => app.get(MetricsService));
  serveStatusPage(fastify, () => app.get(HealthService), apiDocs);
  if (apiDocs) serveDocuments(app);
}
