import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceListener } from '../../../src/devices/push/device-listener.js';
import { adminToken, startApp } from '../../support/app.js';
import { certificates } from '../../support/certificates.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-silent-'));
  writeFileSync(join(folder, 'crt'), certificates.people.cert);
  writeFileSync(join(folder, 'key'), certificates.people.key);
});
afterAll(() => rmSync(folder, { recursive: true }));

const started = async (env: Record<string, string>) => {
  const app = await startApp({ env });
  const { hostname, port } = new URL(app.url);
  return { app, hostname, port: Number(port), devicePort: app.app.get(DeviceListener).ownPort ?? 0 };
};
const tls = () => ({ TLS_CERT: join(folder, 'crt'), TLS_KEY: join(folder, 'key') });
const plain = async (port: number, host: string) => {
  const socket = connectPlain(port, host);
  await once(socket, 'connect');
  return socket;
};
const encrypted = async (port: number, host: string) => {
  const socket = connectTls({ port, host, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  return socket;
};

/** However it came: a stop resets a connection of which it has not read everything. */
const hungUp = (socket: Socket) => {
  socket.on('error', () => undefined);
  return new Promise<void>((resolve) => void socket.once('close', () => resolve()));
};

/** node:http would wait for them for a minute. */
const patience = 55_000;

describe('a connection over which nothing is said does not hold up the stop', { timeout: patience }, () => {
  const silent: [string, () => Record<string, string>, typeof plain, 'port' | 'devicePort'][] = [
    ['the port for all', () => ({}), plain, 'port'],
    ['the port for people, beside one for devices', () => ({ DEVICE_PORT: '0' }), plain, 'port'],
    ['the port for devices', () => ({ DEVICE_PORT: '0' }), plain, 'devicePort'],
    ['TLS before the handshake', tls, plain, 'port'],
    ['TLS after it', tls, encrypted, 'port'],
  ];
  it.each(silent)('%s', async (_, env, connect, which) => {
    const { app, hostname, ...ports } = await started(env());
    const socket: Socket = await connect(ports[which], hostname);
    socket.resume();
    const closed = hungUp(socket);
    await app.stop();
    await closed;
  });
});

it(
  'who waits for an answer over TLS gets it before the stop',
  async () => {
    const { app, hostname, port } = await started(tls());
    const socket = await encrypted(port, hostname);
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    const closed = hungUp(socket);
    const head = `Host: a\r\nAuthorization: Bearer ${adminToken}\r\n\r\n`;
    const answered = () =>
      Buffer.concat(parts)
        .toString()
        .match(/HTTP\/1\.1 \d+/g);
    // The second request is not answered before something happens, and the first one says that the server reads.
    socket.write(
      `GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET /admin/v1/events?wait=25&after=0 HTTP/1.1\r\n${head}`,
    );
    await expect.poll(answered).toEqual(['HTTP/1.1 200']);
    await app.stop();
    await closed;
    expect(answered()).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  },
  patience,
);
