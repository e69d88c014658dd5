import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let strict: TestApp;
let open: TestApp;

beforeAll(async () => {
  strict = await startApp({ env: { PULL_ALLOW_LOCAL: 'false' } });
  open = await startApp();
});

afterAll(async () => {
  await strict.stop();
  await open.stop();
});

const add = (host: string, more: object = {}) =>
  strict.admin('POST', '/devices', { sn: 'LOCAL-1', link: 'pull', host, ...more });

describe('the address of a terminal on port 4370', () => {
  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    'fe80::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
  ])('is not %s, and the answer says what allows it', async (host) => {
    for (const body of [{}, { sn: undefined }]) {
      const { status, body: said } = await add(host, body);
      expect([status, said.errors?.[0]?.field]).toEqual([400, 'host']);
      expect(said.detail).toContain('PULL_ALLOW_LOCAL=true');
    }
  });

  it.each(['10.0.0.1\r\nX: y', '10.0.0.1\n', 'a b', 'http://10.0.0.1', 'a/b'])('is not %j', async (host) => {
    expect(await add(host)).toMatchObject({ status: 400, body: { errors: [{ field: 'host' }] } });
  });

  it('is checked again when a name is dialled', async () => {
    expect((await add('localhost')).status).toBe(201);
    expect((await strict.admin('POST', '/devices/LOCAL-1/test')).body).toMatchObject({ ok: false, fault: 'forbidden' });
    await expect
      .poll(async () => (await strict.admin('GET', '/devices/LOCAL-1')).body.pull.error, { timeout: 60_000 })
      .toContain('PULL_ALLOW_LOCAL=true');
    expect((await strict.admin('PATCH', '/devices/LOCAL-1', { host: '127.0.0.1' })).status).toBe(400);
  });

  it('is not searched by discover either', async () => {
    expect((await strict.admin('POST', '/devices/discover', { waitMs: 100, host: '127.0.0.1' })).status).toBe(400);
  });
});

it('test does not reveal whether a port is open', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  const closed = createServer().listen(0, '127.0.0.1');
  await Promise.all([server, closed].map((one) => new Promise((done) => one.once('listening', done))));
  const ports = [server, closed].map((one) => (one.address() as AddressInfo).port);
  await new Promise((done) => closed.close(done));
  try {
    const answers = await Promise.all(
      ports.map((port) => open.admin('POST', '/devices', { link: 'pull', host: '127.0.0.1', port, transport: 'tcp' })),
    );
    const said = answers.map(({ body }, at) => (body.detail as string).replace(String(ports[at]), 'PORT'));
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toContain('no terminal answers at 127.0.0.1:PORT');
  } finally {
    server.close();
  }
});
