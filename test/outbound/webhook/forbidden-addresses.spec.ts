import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isForbidden } from '../../../src/outbound/webhook/forbidden-addresses.js';
import { WebhookClient } from '../../../src/outbound/webhook/webhook-client.js';
import { timesOf } from '../../../src/outbound/webhook/webhook-times.js';
import { forbiddenNow, systemResolve, urlFault, type Resolve } from '../../../src/outbound/webhook/webhook-url.js';

/** Hosts as they stand in a URL. With private addresses allowed, the last column is still forbidden. */
const hosts: readonly (readonly [host: string, always: boolean])[] = [
  ['127.0.0.1', false],
  ['127.1', false],
  ['127.255.255.254', false],
  ['0x7f.1', false],
  ['0x7f000001', false],
  ['2130706433', false],
  ['017700000001', false],
  ['0177.0.0.1', false],
  ['127.0.0.1.', false],
  ['①②⑦.0.0.1', false],
  ['10.0.0.1', false],
  ['10.255.255.255', false],
  ['0xa.0.0.1', false],
  ['167772161', false],
  ['100.64.0.1', false],
  ['100.127.255.255', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.168.0.1', false],
  ['192.168.255.255', false],
  ['0xc0a80001', false],
  ['198.18.0.1', false],
  ['198.19.255.255', false],
  ['[::1]', false],
  ['[0:0:0:0:0:0:0:1]', false],
  ['[::ffff:127.0.0.1]', false],
  ['[::ffff:7f00:1]', false],
  ['[0:0:0:0:0:ffff:10.0.0.1]', false],
  ['[::ffff:192.168.1.1]', false],
  ['[fc00::1]', false],
  ['[fd12:3456:789a::1]', false],
  ['[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]', false],
  ['0.0.0.0', true],
  ['0', true],
  ['0x0', true],
  ['0.1.2.3', true],
  ['100.100.100.200', true],
  ['168.63.129.16', true],
  ['169.254.0.1', true],
  ['169.254.169.254', true],
  ['0xa9fea9fe', true],
  ['2852039166', true],
  ['0251.0376.0251.0376', true],
  ['169.254.43518', true],
  ['192.0.0.1', true],
  ['192.0.0.192', true],
  ['192.0.2.1', true],
  ['192.88.99.1', true],
  ['198.51.100.1', true],
  ['203.0.113.1', true],
  ['224.0.0.1', true],
  ['239.255.255.250', true],
  ['240.0.0.1', true],
  ['255.255.255.255', true],
  ['0xffffffff', true],
  ['[::]', true],
  ['[0:0:0:0:0:0:0:0]', true],
  ['[::2]', true],
  ['[::127.0.0.1]', true],
  ['[::7f00:1]', true],
  ['[::169.254.169.254]', true],
  ['[::ffff:0.0.0.0]', true],
  ['[::ffff:169.254.169.254]', true],
  ['[::ffff:a9fe:a9fe]', true],
  ['[::ffff:224.0.0.1]', true],
  ['[::ffff:0:127.0.0.1]', true],
  ['[64:ff9b::127.0.0.1]', true],
  ['[64:ff9b::a9fe:a9fe]', true],
  ['[64:ff9b:1::10.0.0.1]', true],
  ['[2002:7f00:1::]', true],
  ['[2002:a9fe:a9fe::1]', true],
  ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]', true],
  ['[2001::1]', true],
  ['[2001:db8::1]', true],
  ['[3fff::1]', true],
  ['[100::1]', true],
  ['[5f00::1]', true],
  ['[4000::1]', true],
  ['[fe80::1]', true],
  ['[febf::1]', true],
  ['[fec0::1]', true],
  ['[ff02::1]', true],
  ['[ff0e::1]', true],
  ['[fd00:ec2::254]', true],
  ['[fd20:ce::254]', true],
];

const allowed = [
  '8.8.8.8',
  '1.1.1.1',
  '93.184.216.34',
  '100.128.0.1',
  '172.32.0.1',
  '[2606:4700::1111]',
  '[2a00:1450::1]',
];

let server: Server;
let connects = 0;
let port: number;
beforeAll(async () => {
  server = createServer((socket) => {
    connects++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const times = timesOf({ schedule: 1, patience: 0.1 });
const clientOf = (host: string, resolve: Resolve = systemResolve, allowPrivate = false) =>
  new WebhookClient({ url: `https://${host}:${port}/`, ca: null, concurrency: 1, allowPrivate, resolve, times });

async function post(client: WebhookClient) {
  const answer = await client.post(Buffer.from('{}'), {});
  client.close();
  return answer;
}

describe('an address that is private or special', () => {
  it(`is refused in ${hosts.length} notations, and never dialled`, async () => {
    expect(hosts.length).toBeGreaterThanOrEqual(80);
    connects = 0;
    const told = await Promise.all(
      hosts.map(async ([host]) => [
        host,
        urlFault(`https://${host}/`, false) !== null,
        (await post(clientOf(host))).result,
      ]),
    );
    expect(told).toEqual(hosts.map(([host]) => [host, true, 'blocked']));
    expect(connects).toBe(0);
    console.log(`${hosts.length} notations of forbidden addresses: ${connects} connects`);
  });

  it('is refused all the same where private ones are allowed, if it is of the link, of many or of nobody', () => {
    const told = hosts.map(([host]) => [host, urlFault(`https://${host}/`, true) !== null]);
    expect(told).toEqual(hosts);
  });

  it.each(allowed)('%s is neither', (host) => {
    expect([urlFault(`https://${host}/`, false), isForbidden(host.replace(/[[\]]/g, ''), false)]).toEqual([
      null,
      false,
    ]);
  });

  it.each(['', 'localhost', '127.0.0', '1.2.3.4/24', 'not an address'])('%j is no address', (text) => {
    expect(isForbidden(text, true)).toBe(true);
  });
});

describe('a name', () => {
  const at = (...addresses: string[]): LookupAddress[] =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it('that led elsewhere when it was checked is not dialled', async () => {
    connects = 0;
    const answers = [at('93.184.216.34'), at('127.0.0.1')];
    const rebinding: Resolve = () => Promise.resolve(answers.shift() ?? at('127.0.0.1', '::1'));
    expect(await forbiddenNow(new URL('http://rebind.example/'), false, rebinding, 1_000)).toBeNull();
    const client = clientOf('rebind.example', rebinding);
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await client.post(Buffer.from('{}'), {})).toMatchObject({ result: 'blocked', status: null });
    client.close();
    expect(connects).toBe(0);
  });

  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['169.254.169.254'],
    ['fe80::1%lo'],
    ['10.0.0.1', '192.168.0.1'],
  ])('of %s leads nowhere', async (...addresses) => {
    connects = 0;
    const resolve: Resolve = () => Promise.resolve(at(...addresses));
    expect(await forbiddenNow(new URL('http://inside.example/'), false, resolve, 1_000)).toBe(addresses[0]);
    expect((await post(clientOf('inside.example', resolve))).result).toBe('blocked');
    expect(connects).toBe(0);
  });

  it('of addresses of both kinds is refused where it is written, and only the allowed ones are dialled', async () => {
    connects = 0;
    const resolve: Resolve = () => Promise.resolve(at('169.254.169.254', '127.0.0.1'));
    expect(await forbiddenNow(new URL('http://mixed.example/'), true, resolve, 1_000)).toBe('169.254.169.254');
    expect((await post(clientOf('mixed.example', resolve, true))).result).toBe('network');
    expect(connects).toBe(1);
  });

  it('localhost, by the resolver of this machine, is forbidden', async () => {
    connects = 0;
    expect(await forbiddenNow(new URL('https://localhost/'), false, systemResolve, 5_000)).toMatch(
      /^(127\.0\.0\.1|::1)$/,
    );
    expect((await post(clientOf('localhost'))).result).toBe('blocked');
    expect(connects).toBe(0);
  });

  it('is looked up once at a time, whoever asks', async () => {
    const first = systemResolve('localhost');
    expect(systemResolve('localhost')).toBe(first);
    await first;
    const second = systemResolve('localhost');
    expect(second).not.toBe(first);
    expect(await second).toEqual(await first);
  });

  it('that takes too long to resolve, or cannot be, is told so', async () => {
    const silent: Resolve = () => new Promise(() => undefined);
    expect(await post(clientOf('silent.example', silent))).toMatchObject({ result: 'timeout', status: null });
    const unknown: Resolve = () =>
      Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    expect(await post(clientOf('unknown.example', unknown))).toMatchObject({
      result: 'network',
      error: 'getaddrinfo ENOTFOUND',
    });
    expect(await forbiddenNow(new URL('https://unknown.example/'), false, unknown, 1_000)).toBeNull();
  });
});

it('http: is not sent to where private addresses are not allowed any more', async () => {
  connects = 0;
  const resolve: Resolve = () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]);
  const client = new WebhookClient({
    ...{ url: 'http://plain.example/', ca: null, concurrency: 1, allowPrivate: false, resolve, times },
  });
  expect((await post(client)).result).toBe('blocked');
});

describe('a URL', () => {
  it.each<[string, boolean, string | null]>([
    ['https://hooks.example.com/x?y=1', false, null],
    ['https://hooks.example.com:8443/', false, null],
    ['http://hooks.example.com/', false, 'https'],
    ['http://hooks.example.com/', true, null],
    ['https://10.0.0.1/', false, 'WEBHOOK_ALLOW_PRIVATE=true'],
    ['https://169.254.1.1/', false, 'nothing is sent there'],
    ['https://169.254.1.1/', true, 'nothing is sent there'],
    ['https://hooks.example.com:99999/', false, 'port'],
    ['https://hooks.example.com:0/', false, 'port'],
    ['ftp://hooks.example.com/', true, 'https'],
    ['file:///etc/passwd', true, 'https'],
    ['https://user@hooks.example.com/', false, 'user'],
    ['https://user:pass@hooks.example.com/', true, 'user'],
    ['https://', false, 'https'],
    ['hooks.example.com', false, 'https'],
    ['', false, 'https'],
    [`https://hooks.example.com/${'x'.repeat(1_974)}`, false, null],
    [`https://hooks.example.com/${'x'.repeat(1_975)}`, false, '2000'],
  ])('%s', (url, allowPrivate, fault) => {
    const told = urlFault(url, allowPrivate);
    if (fault === null) expect(told).toBeNull();
    else expect(told).toContain(fault);
  });
});
