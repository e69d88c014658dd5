import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from '../../../src/platform/http/body-parser.js';
import { BytesInFlight, HeldBody, readWhole } from '../../../src/platform/http/bytes-in-flight.js';
import { endSlowBodies } from '../../../src/platform/http/slow-bodies.js';
import { UnknownLines } from '../../../src/platform/http/unknown-lines.js';
import { adminToken, apiToken, startApp, type TestApp } from '../../support/app.js';
import { refusalOf } from '../../support/answers.js';

const megabyte = 1024 * 1024;
/** However it came: where the other side hangs up while something is sent, it is reset. */
const hungUp = (socket: Socket) => new Promise<void>((resolve) => void socket.once('close', () => resolve()));

describe('what a body may hold apart from its bytes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const lists = `[${'[],'.repeat(3_300_000)}[]]`;
  const send = async (path: string, body: string, type = 'application/json') =>
    app.request('POST', path, {
      body,
      headers: { 'content-type': type, access_token: apiToken, authorization: `Bearer ${adminToken}` },
    });

  it('9.9 MB of lists are refused by the facade and by the admin API', async () => {
    const { status, body } = await send('/api/person/add', lists);
    expect([status, body]).toEqual([200, refusalOf(-1, 'the body holds more than 150000 values')]);
    expect((await send('/admin/v1/areas', lists)).status).toBe(400);
  });

  it.concurrent.each([
    ['whose token may be in the body', '/api/person/add'],
    ['who is refused', '/admin/v1/areas'],
    ['who asks for nothing', '/nothing/here'],
  ])('a caller %s and stops sending is not waited for as long as others', async (_, path) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const begun = performance.now();
    socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{`);
    await hungUp(socket);
    // Ten seconds for this address; thirty for others.
    expect(performance.now() - begun).toBeLessThan(25_000);
  });

  it('a million fields of a form are refused', async () => {
    const { body } = await send('/api/person/add', 'a=1&'.repeat(1_000_000), 'application/x-www-form-urlencoded');
    expect([body.code, body.detail]).toEqual([-1, 'the form has more than 2000 fields']);
    const parts = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(100_000);
    const { body: form } = await send('/api/person/add', `${parts}--x--\r\n`, 'multipart/form-data; boundary=x');
    expect([form.code, form.detail]).toEqual([-1, 'the form has more than 2000 fields']);
  });

  it.each([
    ['a photo of 7 MB', { photo: 'A'.repeat(7 * megabyte) }],
    ['a thousand persons', Array.from({ length: 1_000 }, (_, pin) => ({ pin, name: 'A', cardNo: 7, levels: [1, 2] }))],
  ])('%s is read', (_, value) => {
    expect(readBody(Buffer.from(JSON.stringify(value)), 'application/json')).toEqual(value);
  });

  it('long numbers keep their digits, and nothing else changes', () => {
    const text = '{"a":18446744073709551615,"b":-1234567890123456,"c":"1234567890123456,","d":1234567890123456.5}';
    expect(readBody(Buffer.from(text), 'application/json')).toEqual({
      a: '18446744073709551615',
      b: '-1234567890123456',
      c: '1234567890123456,',
      d: 1234567890123456.5,
    });
  });

  it.each([
    ['name=caf%C3%A9+1%25', { name: 'café 1%' }],
    ['name=caf%E9', { name: 'café' }],
    ['name=50%+off%2', { name: '50% off%2' }],
    ['a=1&a=2&b', { a: ['1', '2'], b: '' }],
  ])('a form: %s', (text, value) => {
    expect(readBody(Buffer.from(text), 'application/x-www-form-urlencoded')).toEqual(value);
  });

  it('no body is read for an unknown path', async () => {
    const answer = await app.request('POST', '/nobody', { body: 'x'.repeat(12 * megabyte) });
    expect(answer.status).toBe(404);
  });
});

describe('bytes in flight', () => {
  it('the first bytes of every body are free, the rest shares a budget, and is given back', async () => {
    const shared = new BytesInFlight(100);
    const limits = { most: 200, free: 10, shared };
    const first = new HeldBody(limits);
    expect([first.add(Buffer.alloc(60)), first.add(Buffer.alloc(40)), shared.bytes]).toEqual([null, null, 90]);
    const source = new PassThrough();
    const second = readWhole(source, limits);
    source.write(Buffer.alloc(30));
    expect(await second).toBe('noRoom');
    const small = new HeldBody(limits);
    expect([small.add(Buffer.from('small')), small.bytes.toString()]).toEqual([null, 'small']);
    first.release();
    expect([shared.bytes, first.add(Buffer.alloc(201))]).toEqual([0, 'tooLarge']);
  });

  it('a body in many pieces is whole', async () => {
    const source = new PassThrough();
    const read = readWhole(source, { most: 1_000, free: 0, shared: new BytesInFlight(1_000) });
    for (let at = 0; at < 100; at++) source.write(`${at},`);
    source.end();
    const held = await read;
    expect(held).toBeInstanceOf(HeldBody);
    expect((held as HeldBody).bytes.toString()).toBe(Array.from({ length: 100 }, (_, at) => `${at},`).join(''));
  });
});

describe('lines', () => {
  let server: Server;
  const listen = async (prepare: (server: Server) => void) => {
    server = createServer((request, response) => {
      request.resume().on('end', () => response.end('read'));
    });
    prepare(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const said = async (port: number, text: string, more?: (write: (text: string) => boolean) => void) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    socket.write(text);
    more?.((rest) => socket.write(rest));
    await hungUp(socket);
    return heard;
  };
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n';

  it('a body that stops is ended with 408', async () => {
    const port = await listen((one) => endSlowBodies(one, { silent: 100, whole: 60_000 }, 20));
    expect(await said(port, `${head}half`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('a body that drips has an end, too', async () => {
    const port = await listen((one) => endSlowBodies(one, { silent: 60_000, whole: 200 }, 20));
    let timer: NodeJS.Timeout | undefined;
    const heard = await said(port, head, (write) => {
      timer = setInterval(() => write('x'), 150);
    });
    clearInterval(timer);
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('an address has a limited number of unknown ones', async () => {
    const lines = new UnknownLines({ ofAddress: 2, inAll: 10 });
    const port = await listen((one) => {
      lines.watch(one);
      one.on('request', ({ url, socket }) => {
        if (url === '/known') lines.prove(socket);
      });
    });
    const open = () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      return { socket, closed: hungUp(socket).then(() => 'closed') };
    };
    const answered = async ({ socket, closed }: ReturnType<typeof open>, path: string) => {
      const heard = once(socket, 'data').then(
        () => 'answered',
        () => 'closed',
      );
      socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      return Promise.race([heard, closed]);
    };
    const [first, second, third] = [open(), open(), open()];
    expect(await answered(first, '/')).toBe('answered');
    expect(await answered(second, '/')).toBe('answered');
    expect(await answered(third, '/')).toBe('closed');
    expect(await answered(second, '/known')).toBe('answered');
    const more = await Promise.all([open(), open(), open()].map((line) => answered(line, '/')));
    expect(more).toEqual(['answered', 'answered', 'answered']);
  });

  it('an address of IPv6 shares that number with those next to it, and one of IPv4 does not', () => {
    const lines = new UnknownLines({ ofAddress: 2, inAll: 10 });
    // Nothing else looks at these sockets.
    const server = new EventEmitter() as Server;
    lines.watch(server);
    const taken = (remoteAddress: string) => {
      const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
      server.emit('connection', socket);
      return !socket.destroyed;
    };
    expect(['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'].map(taken)).toEqual([
      ...[true, true, false, true],
    ]);
    // So they are named where the listener is for both.
    expect(['::ffff:10.0.0.1', '::ffff:10.0.0.2', '::ffff:10.0.0.3'].map(taken)).toEqual([true, true, true]);
  });
});
