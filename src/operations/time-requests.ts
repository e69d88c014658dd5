import type { FastifyInstance } from 'fastify';
import type { Histogram } from 'prom-client';
import type { MetricsService } from './metrics.service.js';

const sideOf = (url: string) => (url.startsWith('/api/') ? 'api' : url.startsWith('/admin/') ? 'admin' : 'other');

type Timer = Histogram.Internal<'side' | 'status'>;

/** Measures the duration of the calls of people and programs; requests of devices do not pass here. */
export function timeRequests(fastify: FastifyInstance, metrics: () => MetricsService): void {
  const timers = new Map<string, Timer>();
  const timerOf = (side: string, status: number): Timer => {
    const known = timers.get(`${side} ${status}`);
    if (known) return known;
    const timer = metrics().requests.labels({ side, status: `${status}xx` });
    timers.set(`${side} ${status}`, timer);
    return timer;
  };
  fastify.addHook('onResponse', (request, reply, done) => {
    timerOf(sideOf(request.url), Math.floor(reply.statusCode / 100)).observe(reply.elapsedTime / 1_000);
    done();
  });
}
