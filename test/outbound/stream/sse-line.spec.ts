import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Envelope } from '../../../src/outbound/envelope/envelope.js';
import { SseLine } from '../../../src/outbound/stream/sse-line.js';

const server = createServer();
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const message = (position: number): Envelope => ({
  specversion: '1.0',
  id: `msg_${position}`,
  source: 'urn:postern:test',
  type: 'postern.test',
  time: '2026-11-22T07:30:00.000Z',
  timestamp: '2026-11-22T07:30:00.000Z',
  position: String(position),
  data: { text: 'x'.repeat(100_000) },
});

it('ends at once also where its reader takes nothing', async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false });
  // It never reads, and is cut off.
  request.on('error', () => undefined);
  request.on('response', () => undefined);
  const [, raw] = (await once(server, 'request')) as [unknown, ServerResponse];
  const reasons: string[] = [];
  const line = new SseLine(raw, (reason) => reasons.push(reason));
  line.begin(0);
  for (let position = 1; position < 1_000 && !raw.writableNeedDrain; position++) {
    await line.send([message(position)]);
    await nextTurn();
  }
  expect([raw.writableNeedDrain, reasons]).toEqual([true, []]);
  line.end('revoked');
  expect([raw.destroyed, reasons]).toEqual([true, ['revoked']]);
});
