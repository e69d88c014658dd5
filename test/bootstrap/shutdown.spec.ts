import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayProcess } from '../support/gateway-process.js';
import { callAdmin } from '../support/http.js';
import { newTally, Uploader } from '../support/uploader.js';

let gateway: GatewayProcess;
const cleanUp: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  gateway = await GatewayProcess.prepare();
});

afterAll(async () => {
  for (const step of cleanUp) await step();
  await gateway.remove();
});

beforeEach(async () => {
  if (!gateway.isRunning) await gateway.start();
});

/** Makes a gateway that is not started yet. It is cleaned up at the end. */
async function cleaned(making: Promise<GatewayProcess>): Promise<GatewayProcess> {
  const made = await making;
  cleanUp.push(() => made.remove());
  return made;
}

describe('SIGTERM to the process group', () => {
  it('under load ends the gateway with 0 within seconds; what it acknowledged is stored', async () => {
    const devices = Array.from({ length: 20 }, (_, n) => new Uploader(`STOP${10 + n}`, gateway.url, 2));
    for (const { sn } of devices) await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn, name: sn });
    const tally = newTally();
    let stopped = false;
    for (const device of devices) device.record(100_000);
    const uploads = Promise.all(devices.map((device) => device.upload(tally, () => stopped)));
    await vi.waitUntil(() => tally.acknowledged >= 200, { timeout: 60_000 });

    const exit = await Promise.race([gateway.terminate(), sleep(30_000, 'still there')]);
    stopped = true;
    await uploads;
    for (const device of devices) device.close();
    expect(exit).toEqual({ code: 0, signal: null });
    await expect(gateway.postmasterPid()).rejects.toThrow('ENOENT');
    expect([...tally.refused.keys()].filter((status) => status !== 503)).toEqual([]);

    await gateway.start();
    const client = new Client({ connectionString: await gateway.databaseUrl() });
    await client.connect();
    const { rows } = await client
      .query<{ name: string }>(`SELECT sn || ' ' || log_id AS name FROM event WHERE event_no = 206`)
      .finally(() => client.end());
    const stored = rows.map(({ name }) => name);
    const told = devices.flatMap(({ sn, acknowledged }) => acknowledged.map((index) => `${sn} ${index}`));
    console.log(`stopped after ${told.length} acknowledged events; ${stored.length} stored`);
    expect(new Set(stored).size).toBe(stored.length);
    expect(told.filter((name) => !new Set(stored).has(name))).toEqual([]);
    // Uploads that were committed but not answered: at most one of each device.
    expect(stored.length).toBeLessThanOrEqual(told.length + devices.length * 2);
  });

  it.each([
    ['a long poll', 'GET', '/events?wait=25&sn=NOBODY&after=0', undefined],
    ['somebody who waits for a device', 'POST', '/devices/STOP1/commands?wait=20', { type: 'setTime' }],
  ])('answers %s at once', async (_who, method, path, body) => {
    await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn: 'STOP1', name: 'STOP1' });
    const answer = callAdmin(method, `${gateway.url}/admin/v1${path}`, body);
    // The long poll has arrived when requests that were sent after it are answered.
    for (let n = 0; n < 3; n++) await callAdmin('GET', `${gateway.url}/admin/v1/devices/STOP1`);

    expect(await Promise.race([gateway.terminate(), sleep(15_000, 'still there')])).toEqual({ code: 0, signal: null });
    expect((await answer).status).toBe(method === 'GET' ? 200 : 201);
    // It stopped in order and did not just give up: PostgreSQL is down, and DATA_DIR is free.
    await expect(gateway.postmasterPid()).rejects.toThrow('ENOENT');
  });

  it('during the start leaves nothing behind that disturbs the next one', async () => {
    const early = await cleaned(GatewayProcess.fresh());
    const ended = early.runToEnd();
    await vi.waitUntil(() => readFile(join(early.dataDir, 'gateway.lock')).then(Boolean, () => false), {
      timeout: 60_000,
      interval: 20,
    });
    await early.terminate();
    await ended;
    await early.start();
    expect(early.isRunning).toBe(true);
    expect(await early.terminate()).toEqual({ code: 0, signal: null });
  });
});

describe('a start that cannot work', () => {
  it('is refused in one line on the DATA_DIR of another gateway, which goes on', async () => {
    const second = GatewayProcess.on(gateway.dataDir);

    expect(await second.runToEnd()).toEqual({ code: 1, signal: null });
    expect(second.output).toMatch(
      /^DATA_DIR \S+ is in use by another gateway \(process \d+\); give this one its own DATA_DIR, or share one server with DATABASE_URL\n$/,
    );
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  });

  it('is refused in one line with another encryption key, and works again with the right one', async () => {
    const own = await cleaned(GatewayProcess.prepare({ ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') }));
    await own.start();
    await own.terminate();
    const other = GatewayProcess.on(own.dataDir, { ENCRYPTION_KEY: Buffer.alloc(32, 2).toString('base64') });

    expect(await other.runToEnd()).toEqual({ code: 1, signal: null });
    expect(other.output).toBe('ENCRYPTION_KEY must be the key that this database was set up with\n');
    await own.start();
    expect(own.isRunning).toBe(true);
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT must be a port number from 0 to 65535\n'],
    [{ ENCRYPTION_KEY: 'short' }, 'ENCRYPTION_KEY must be 32 bytes in base64\n'],
    [{ DATABASE_URL: 'mysql://root@localhost/postern' }, 'DATABASE_URL must be a postgres:// address\n'],
    [
      { ADMIN_TOKEN: 'only-twenty-three-chars', API_TOKEN: 'with a blank in the middle' },
      [
        'ADMIN_TOKEN must be at least 24 characters without blanks',
        'API_TOKEN must be at least 24 characters without blanks',
        '',
      ].join('\n'),
    ],
    [{ COMMAND_TTL: '0' }, 'COMMAND_TTL must be seconds from 1 to 90\n'],
    [{ SITE_TIME_ZONE: 'Mars/Olympus' }, 'SITE_TIME_ZONE must be an IANA time zone such as Europe/Madrid\n'],
    [{ TLS_CERT: '/no/such/file' }, 'TLS_CERT must be a readable PEM file\nTLS_KEY must be set where TLS_CERT is\n'],
    [
      { PORT: '99999', DEVICE_PORT: 'abc', LOCALE: 'xx', DEVICE_TLS_KEY: '/no/such/file' },
      [
        'PORT must be a port number from 0 to 65535',
        'DEVICE_PORT must be a port number from 0 to 65535',
        'LOCALE must be one of en, es, pt, fr, zh',
        'DEVICE_TLS_KEY must be a readable PEM file',
        'DEVICE_TLS_CERT must be set where DEVICE_TLS_KEY is',
        '',
      ].join('\n'),
    ],
    [
      { TRUSTED_PROXY: '10.0.0.1', PORT: 'eighty' },
      'Warning: TRUSTED_PROXY is not read; TRUSTED_PROXIES is the name\nPORT must be a port number from 0 to 65535\n',
    ],
  ])('is refused with a line for each variable that is bad: %j', async (env, line) => {
    const wrong = await cleaned(GatewayProcess.fresh(env));

    expect(await wrong.runToEnd()).toEqual({ code: 1, signal: null });
    expect(wrong.output).toBe(line);
  });

  it.each([
    [
      'an address that is none of this machine',
      () => ({ HOST: '192.0.2.1' }),
      /^(?![^]*ERROR)[^]*(^|\n)HOST: listen EADDRNOTAVAIL.*\n$/,
    ],
    [
      'a port that is taken',
      () => ({ PORT: String(gateway.port) }),
      /^(?![^]*ERROR)[^]*(^|\n)PORT: listen EADDRINUSE.*\n$/,
    ],
    [
      'a port for devices that is taken',
      () => ({ DEVICE_PORT: String(gateway.port) }),
      /(^|\n)DEVICE_PORT: listen EADDRINUSE.*\n$/,
    ],
    ['a directory that cannot be made', () => ({ DATA_DIR: '/proc/x/y' }), /^DATA_DIR: ENOENT.*\n$/],
    ['a directory that cannot be written to', () => ({ DATA_DIR: '/proc' }), /^DATA_DIR: .*\n$/],
    [
      'a directory that is a file',
      () => ({ DATA_DIR: 'package.json' }),
      /^DATA_DIR: .*package\.json is a file, not a folder\n$/,
    ],
    [
      'a database that is not there',
      () => ({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
      /^DATABASE_URL: connect ECONNREFUSED.*\n$/,
    ],
    [
      'a database to listen at that is not there',
      () => ({ DATABASE_LISTEN_URL: 'postgres://nobody@127.0.0.1:1/none' }),
      /(^|\n)DATABASE_LISTEN_URL: connect ECONNREFUSED.*\n$/,
    ],
  ])('ends with its reason in the last line: %s', async (_name, env, line) => {
    const wrong = await cleaned(GatewayProcess.prepare(env()));

    expect(await wrong.runToEnd()).toEqual({ code: 1, signal: null });
    expect(wrong.output).toMatch(line);
  });
});

describe('--print-config', () => {
  it('shows every setting and no secret', async () => {
    const secret = () => randomBytes(32).toString('base64');
    const secrets = {
      ADMIN_TOKEN: secret(),
      ADMIN_PASSWORD: secret(),
      API_TOKEN: secret(),
      ENCRYPTION_KEY: secret(),
      DATABASE_URL: `postgres://postern:${randomBytes(8).toString('hex')}@localhost/postern`,
    };
    const shown = await cleaned(GatewayProcess.fresh({ ...secrets, COMMAND_TTL: '45' }));

    expect(await shown.runToEnd('--print-config')).toEqual({ code: 0, signal: null });
    for (const name of Object.keys(secrets)) expect(shown.output).toContain(`${name}=********\n`);
    for (const value of Object.values(secrets)) expect(shown.output).not.toContain(value);
    expect(shown.output).toContain('COMMAND_TTL=45\n');
    expect(shown.output).toContain('DEVICE_PORT=(unset)\n');
    expect(shown.output).toContain(`DATA_DIR=${shown.dataDir}\n`);
  });
});
