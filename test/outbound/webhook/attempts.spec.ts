import { expect, it } from 'vitest';
import type { FeedMessage } from '../../../src/outbound/envelope/envelope.js';
import { Attempts } from '../../../src/outbound/webhook/attempts.js';
import type { Endpoint } from '../../../src/outbound/webhook/endpoint.js';
import { EndpointHealth } from '../../../src/outbound/webhook/endpoint-health.js';
import type { Outcomes } from '../../../src/outbound/webhook/outcomes.js';
import { SequenceNumbers } from '../../../src/outbound/webhook/sequence-numbers.js';

it('what was read before the lease ran out, or before a pause, is not sent again behind it', async () => {
  const rested = { failures: 0, probes: 0, probeAt: null, slowUntil: null, failingSince: null, lastSuccessAt: null };
  const touched: unknown[] = [];
  const touching = (what: string) => new Proxy({}, { get: (_, name) => touched.push([what, name]) });
  const attempts = new Attempts(touching('endpoint') as Endpoint, touching('outcomes') as Outcomes, {
    ...{ numbers: new SequenceNumbers(1), health: new EndpointHealth(rested, 1), scale: 1 },
    ...{ mayBegin: () => false, isLost: () => false, onLost: () => undefined, onEnd: () => undefined },
  });
  const row = { position: 7, messageId: 'msg_7', type: 'door.state', sequence: 1, attempts: 1, nextAt: new Date() };
  const due = { row: { ...row, firstAt: new Date(), gap: null }, message: { position: 7 } as FeedMessage };
  expect(await attempts.again([due], false)).toBe(false);
  expect([touched, attempts.underWay]).toEqual([[], 0]);
});
