import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, apiToken } from '../../support/app.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';

/*
 * Whatever one request contains, it stops /health/live for 200 ms at the most and adds no more than 64 MB. On a machine
 * that does other work at the same time the figures are those of that work, too: there the test goes by the size of what
 * it is to find, which were tens of seconds and a full heap. POSTERN_TEST_VOLUME=full is for a quiet machine.
 */
const isQuiet = process.env.POSTERN_TEST_VOLUME === 'full';
const longestPause = isQuiet ? 200 : 5_000;
const mostMegabytes = isQuiet ? 64 : 160;

const megabyte = 1024 * 1024;
const times = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length));

let gateway: GatewayProcess;
let pinger: ChildProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({ LOG_LEVEL: 'error', API_DOCS: 'on' });
  await gateway.start();
  for (const sn of ['ONE-ACC', 'ONE-ATT']) await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn });
  await registryCode(new RawDevice(gateway, 'ONE-ACC'), 'DeviceType=acc,LockCount=2,ReaderCount=4');
  await new RawDevice(gateway, 'ONE-ATT').get('/iclock/cdata?options=all&pushver=2.4.1&DeviceType=att');
  pinger = fork(join(import.meta.dirname, '../../support/pinger.mjs'), [`${gateway.url}/health/live`]);
  await once(pinger, 'message');
  // Warms up: code is compiled and heaps have their usual size before anything is measured.
  for (let run = 0; run < 3; run++) await send(events(20_000));
});

afterAll(async () => {
  pinger.kill();
  await gateway.remove();
});

interface Sent {
  readonly path: string;
  readonly body: string | Buffer;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

const device = (path: string, body: string | Buffer, sn = 'ONE-ACC'): Sent => ({
  path: `${path}${path.includes('?') ? '&' : '?'}SN=${sn}`,
  body,
});
const facade = (path: string, body: string | Buffer, type = 'application/json'): Sent => ({
  path,
  body,
  headers: { 'content-type': type, access_token: apiToken },
});

let index = 0;
function events(count: number): Sent {
  const rows = Array.from({ length: count }, (_, at) => {
    const time = new Date(Date.UTC(2026, 2, 2) + (index + at) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
    return `time=${time}\tpin=${at % 500}\tcardno=${at}\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=${index + at + 1}`;
  });
  index += count;
  return device('/iclock/cdata?table=rtlog', rows.join('\r\n'));
}

function send({ path, body, headers = {}, method = 'POST' }: Sent): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(gateway.url);
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(bytes.length) };
    const options = { hostname, port, method, path, agent: false, headers: { ...headers, ...length } };
    const call = request(options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(bytes);
  });
}

async function figure(pid: number, name: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? NaN) / 1024;
}

/** The longest pause of /health/live in milliseconds, and the megabytes that were there at the worst and not before. */
async function costOf<T>(ask: () => Promise<T>): Promise<{ answers: T; pause: number; added: number }> {
  const pid = gateway.pid;
  // Resets the peak of memory, so that earlier requests do not count.
  await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);
  const before = await figure(pid, 'VmRSS');
  pinger.send('begin');
  await once(pinger, 'message');
  const answers = await ask();
  pinger.send('end');
  const [pause] = (await once(pinger, 'message')) as [number];
  const added = (await figure(pid, 'VmHWM')) - before;
  return { answers, pause, added };
}

async function isCheap(name: string, sent: Sent): Promise<{ status: number; text: string }> {
  const {
    answers: { status, text },
    pause,
    added,
  } = await costOf(() => send(sent));
  process.stdout.write(`one request: ${name}: ${status}, ${Math.round(pause)} ms, ${Math.round(added)} MB\n`);
  expect(pause).toBeLessThan(longestPause);
  if (!Number.isNaN(added)) expect(added).toBeLessThan(mostMegabytes);
  return { status, text };
}

async function rows(statement: string): Promise<number> {
  const client = new Client({ connectionString: await gateway.databaseUrl() });
  await client.connect();
  const { rows: found } = await client.query<{ n: number }>(statement).finally(() => client.end());
  return Number(found[0]?.n);
}

describe('one upload', () => {
  const large: readonly (readonly [string, () => Sent])[] = [
    ['6 MB of lines with one letter', () => device('/iclock/cdata?table=rtlog', times('x\n', 6 * megabyte))],
    ['15 MB of a=1', () => device('/iclock/cdata?table=rtlog', times('a=1\t', 15 * megabyte))],
    ['15 MB of a=1 in lines', () => device('/iclock/cdata?table=rtlog', times('a=1\n', 15 * megabyte))],
    ['15 MB of commas', () => device('/iclock/cdata?table=tabledata&tablename=user', times(',a', 15 * megabyte))],
    ['a state with 15 MB', () => device('/iclock/cdata?table=rtstate', times('sensor=1\n', 15 * megabyte))],
    ['options by the million', () => device('/iclock/cdata?table=options', times('a=1,', 15 * megabyte))],
    ['results by the million', () => device('/iclock/devicecmd', times('ID=1&Return=0&CMD=DATA\n', 15 * megabyte))],
    ['results where it polls', () => device('/iclock/getrequest', times('ID=1&Return=0&CMD=DATA\n', 15 * megabyte))],
    [
      'a row of 15 MB',
      () =>
        device(
          '/iclock/cdata?table=tabledata&tablename=biophoto&count=1',
          `biophoto pin=1\tcontent=${times('A', 15 * megabyte)}`,
        ),
    ],
    [
      'an answer of 15 MB',
      () => device('/iclock/querydata?type=tabledata&tablename=user&cmdid=1&count=1', times('a\n', 15 * megabyte)),
    ],
    ['a question with 15 MB', () => device('/iclock/cdata?AuthType=device', times('time=1 ', 15 * megabyte))],
    ['attendance, 6 MB of lines', () => device('/iclock/cdata?table=ATTLOG', times('x\n', 6 * megabyte), 'ONE-ATT')],
    [
      'attendance, operations',
      () => device('/iclock/cdata?table=OPERLOG', times('USER PIN=1\tName=A\n', 15 * megabyte), 'ONE-ATT'),
    ],
    [
      'attendance, results',
      () => device('/iclock/devicecmd', times('ID=1&Return=0&CMD=DATA\n', 15 * megabyte), 'ONE-ATT'),
    ],
    ['attendance, options', () => device('/iclock/cdata?table=options', times('a=1,', 15 * megabyte), 'ONE-ATT')],
  ];

  it.each(large)('%s: kept as one, and acknowledged', async (name, make) => {
    const { status } = await isCheap(name, make());
    expect(status).toBe(200);
  });

  it('a registration of a million options is no registration', async () => {
    const { status } = await isCheap('a registration', device('/iclock/registry', times('a=1,', 15 * megabyte)));
    expect(status).toBe(406);
  });

  // A registration has the size of its options, and results count as results at any address.
  it('each large body is kept as one body', async () => {
    expect(await rows('SELECT count(*) AS n FROM quarantine')).toBe(large.length + 1 - 2);
    expect(await rows('SELECT max(octet_length(body)) AS n FROM quarantine')).toBeGreaterThanOrEqual(15 * megabyte);
  });
});

describe('one upload of an honest device', () => {
  const backlog = isQuiet ? 60_000 : 20_000;

  it(`${backlog} events are stored`, async () => {
    const before = await rows('SELECT count(*) AS n FROM event');
    const { status, text } = await isCheap('a backlog', events(backlog));
    expect([status, text]).toEqual([200, 'OK']);
    expect((await rows('SELECT count(*) AS n FROM event')) - before).toBe(backlog);
  });
});

describe('one call of the facade', () => {
  let picture = '';
  beforeAll(async () => {
    const create = { width: 7_000, height: 7_000, channels: 3, background: '#336699' } as const;
    picture = (await sharp({ create }).png().toBuffer()).toString('base64');
  });

  const calls: readonly (readonly [string, () => Sent])[] = [
    ['9.9 MB of lists', () => facade('/api/person/add', `[${times('[],', 9.9 * megabyte)}[]]`)],
    ['9.9 MB of numbers', () => facade('/api/person/add', `[${times('1,', 9.9 * megabyte)}1]`)],
    ['9.9 MB of quotes', () => facade('/api/person/add', times('"\\"', 9.9 * megabyte))],
    [
      '9.9 MB of pins in one text',
      () => facade('/api/person/getPersonList', `{"pins":"${times('1,', 9.9 * megabyte)}"}`),
    ],
    [
      '9.9 MB of pins in a form',
      () =>
        facade('/api/person/getPersonList', `pins=${times('1,', 9.9 * megabyte)}`, 'application/x-www-form-urlencoded'),
    ],
    ['9.9 MB of blanks', () => facade('/api/person/add', times(' ', 9.9 * megabyte))],
    [
      'a form of a million fields',
      () => facade('/api/person/add', times('a=1&', 9.9 * megabyte), 'application/x-www-form-urlencoded'),
    ],
    [
      'a form of escapes',
      () => facade('/api/person/add', `a=${times('%E9+', 9.9 * megabyte)}`, 'application/x-www-form-urlencoded'),
    ],
    [
      'a form of many parts',
      () => facade('/api/person/add', times('--x\r\n\r\n', 9.9 * megabyte), 'multipart/form-data; boundary=x'),
    ],
  ];

  it.each(calls)('%s', async (name, make) => {
    const { status, text } = await isCheap(name, make());
    expect([status, text]).toEqual([200, expect.stringMatching(/^\{"code":-\d/)]);
  });

  it('hundreds of people with thousands of levels each', async () => {
    const person = `{"pin":"1","accLevelIds":"${times('1,', 20_000)}"}`;
    const people = Array.from({ length: 490 }, () => person).join(',');
    const { text } = await isCheap('levels of hundreds', facade('/api/person/add', `[${people}]`));
    expect(text).toMatch(/^\{"code":0,"message":"Succeed: 0, Failed: 490\."/);
  });

  it('a picture of 49 million pixels', async () => {
    const { text } = await isCheap(
      'a picture',
      facade('/api/person/add', JSON.stringify({ pin: '49', personPhoto: picture })),
    );
    expect(text).toMatch(/^\{"code":-27,/);
  });
});

describe('a page of 1,000 persons with a photo of some 55 kB each', () => {
  const pins = Array.from({ length: 1_000 }, (_, at) => String(6_000 + at));
  const list = (path: string): Sent =>
    facade(`/api/${path}?pageNo=1&pageSize=1000`, JSON.stringify({ pins: pins.join(',') }));

  beforeAll(async () => {
    // Noise is what a camera makes of a dim room, and what JPEG cannot make small.
    const noise = Buffer.from(Array.from({ length: 300 * 400 * 3 }, (_, at) => (at * 2_654_435_761) >>> 24));
    const photo = await sharp(noise, { raw: { width: 300, height: 400, channels: 3 } })
      .jpeg({ quality: 88 })
      .toBuffer();
    expect(photo.length / 1_000).toBeGreaterThan(45);
    const first = { pin: pins[0], personPhoto: photo.toString('base64') };
    expect((await send(facade('/api/person/add', JSON.stringify(first)))).text).toContain('"code":0');
    const others = pins.slice(1).map((pin) => ({ pin, name: 'Ada' }));
    for (const some of [others.slice(0, 500), others.slice(500)])
      expect((await send(facade('/api/v2/person/addPersons', JSON.stringify(some)))).text).toContain('"code":0');
    await rows(`WITH taken AS (UPDATE person p SET (photo, photo_name, photo_at) = (SELECT photo, photo_name, photo_at FROM person WHERE pin = '6000')
      WHERE pin BETWEEN '6001' AND '6999' RETURNING 1) SELECT count(*) AS n FROM taken`);
  });

  it.each(['v2/person/getPersonList', 'person/getPersonList'])('%s', async (path) => {
    const { text } = await isCheap(path, list(path));
    expect([text.slice(0, 11), text.length > 60 * megabyte]).toEqual(['{"code":0,"', true]);
  });
});

describe('one call of the admin API', () => {
  const fields = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1])));
  const admin = (path: string, body: string): Sent => ({
    path: `/admin/v1${path}`,
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` },
  });

  it.each([
    ['70,000 fields', '/persons', fields(70_000)],
    ['70,000 options', '/devices/ONE-ACC/commands', `{"type":"setOptions","options":${fields(70_000)}}`],
    ['140,000 doors', '/access-levels', `{"name":"x","doorIds":[${times('1,', 280_000)}1]}`],
  ])('%s', async (name, path, body) => {
    expect((await isCheap(name, admin(path, body))).status).toBe(400);
  });
});

describe('many at once', () => {
  let picture = '';
  beforeAll(async () => {
    const create = { width: 7_000, height: 7_000, channels: 3, background: '#996633' } as const;
    picture = (await sharp({ create }).png().toBuffer()).toString('base64');
  });

  it('eight pictures of 49 million pixels', async () => {
    const one = (pin: number) => facade('/api/person/add', JSON.stringify({ pin: `${pin}`, personPhoto: picture }));
    const { added, answers } = await costOf(() =>
      Promise.all(Array.from({ length: 8 }, (_, at) => send(one(4_900 + at)))),
    );
    for (const { text } of answers) expect(text).toMatch(/^\{"code":-27,/);
    if (!Number.isNaN(added)) expect(added).toBeLessThan(mostMegabytes);
  });

  it('thirty strangers with 15 MB each', async () => {
    const body = Buffer.alloc(15 * megabyte, 'x');
    const stranger = async (sn: string) => {
      const line = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      // The answer may be lost if the connection ends while the request is still being sent.
      line.on('error', () => undefined);
      let heard = '';
      line.on('data', (bytes: Buffer) => (heard += bytes.toString()));
      line.write(
        `POST /iclock/cdata?SN=${sn}&table=rtlog HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      line.end(body);
      await once(line, 'close').catch(() => undefined);
      return heard.slice(0, 'HTTP/1.1 503'.length);
    };
    const { added, answers } = await costOf(() =>
      Promise.all(Array.from({ length: 30 }, (_, at) => stranger(`ONE-NOBODY${at}`))),
    );
    expect(answers.filter((answer) => answer !== '' && answer !== 'HTTP/1.1 503')).toEqual([]);
    if (!Number.isNaN(added)) expect(added).toBeLessThan(mostMegabytes);
  });
});

describe('the documents', () => {
  it.each(['/openapi/facade.json', '/docs/admin/swagger-ui-init.js'])('%s', async (path) => {
    const { status } = await isCheap(path, { path, body: '', method: 'GET' });
    expect(status).toBe(200);
  });
});
