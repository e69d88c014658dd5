import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DeviceListener } from '../../../src/devices/push/device-listener.js';
import { startApp, type TestApp } from '../../support/app.js';

const lines: string[] = [];
const log = new Writable({
  write(chunk: Buffer, _, done) {
    lines.push(chunk.toString());
    done();
  },
});

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' }, logInto: log });
});
afterAll(() => app.stop());

it('a request whose device has left does not hold up the stop, and fails without a fault in the log', async () => {
  await app.admin('POST', '/devices', { sn: 'STOP1' });
  const listener = app.app.get(DeviceListener);
  await app.app.close();
  const message = {
    method: 'POST',
    url: '/iclock/devicecmd?SN=STOP1',
    headers: {},
    socket: { remoteAddress: '127.0.0.1' },
  };
  const reply = await listener.answer(
    message as Parameters<DeviceListener['answer']>[0],
    Buffer.from('ID=1&Return=0&CMD=DATA'),
  );
  expect(reply.status).toBe(503);
  expect(lines).toEqual([]);
});
