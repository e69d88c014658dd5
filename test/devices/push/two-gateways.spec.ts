import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type Answer, type TestApp } from '../../support/app.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { worked } from '../../support/panels.js';

let a: TestApp;
let b: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  a = await startApp({ env: { COMMAND_TTL: '90' } });
  b = await startApp({ databaseUrl: a.databaseUrl, env: { COMMAND_TTL: '90' } });
});

afterAll(async () => {
  for (const panel of panels) await panel.stop();
  await b.stop();
  await a.stop();
});

/** A registered panel that knows `home` only. */
async function panelAt(home: TestApp, sn: string): Promise<SimulatedPanel> {
  expect((await a.admin('POST', '/devices', { sn, name: sn })).status).toBe(201);
  const panel = new SimulatedPanel({ url: home.url, sn, doors: 4, zone: 'Europe/Madrid' });
  panels.push(panel);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

async function doorOf(sn: string, number: number): Promise<string> {
  const [door] = await a.sql<{ id: string }>('SELECT id FROM door WHERE device_sn = $1 AND number = $2', [sn, number]);
  return door?.id ?? 'no such door';
}

/** Polls until nothing is left to do for the panel, here or on its way. */
async function settle(panel: SimulatedPanel): Promise<void> {
  const idle = async () => {
    if ((await panel.poll()).length > 0) return false;
    const [open] = await a.sql<{ n: number }>(
      `SELECT (SELECT count(*) FROM command WHERE sn = $1 AND status IN ('queued', 'sent')) + (SELECT count(*) FROM change WHERE due_at <= clock_timestamp()) AS n`,
      [panel.sn],
    );
    return open?.n === 0;
  };
  await expect.poll(idle, { timeout: 60_000 }).toBe(true);
}

interface Seen {
  readonly sn: string;
  readonly devName: string;
  readonly eventNo: number;
}

const itemsOf = ({ body }: Answer) => (body as { items: Seen[] }).items;
const cursorOf = ({ body }: Answer) => (body as { nextCursor: string }).nextCursor;

/** The end of the events as a gateway sees it now. */
async function endOfEvents(at: TestApp): Promise<string> {
  for (let cursor = '0'; ;) {
    const page = await at.admin('GET', `/events?limit=1000&after=${cursor}`);
    cursor = cursorOf(page);
    if (itemsOf(page).length === 0) return cursor;
  }
}

describe('two gateways on one database', () => {
  it('a person granted at one reaches the panel that polls the other, within its polls', async () => {
    const panel = await panelAt(b, 'TWO1');
    await settle(panel);
    const requestDelay = Number(panel.session.config.requestdelay);
    const level = await a.admin('POST', '/access-levels', { name: 'Two', doorIds: [await doorOf('TWO1', 2)] });
    const { id } = level.body as { id: string };
    const before = panel.executed.length;
    const granted = await a.api('POST', '/api/person/add', {
      pin: '71',
      name: 'Ann',
      cardNo: '71717171',
      accLevelIds: id,
    });
    expect(granted.body).toMatchObject({ code: 0 });
    await worked(a);

    const got: number[] = [];
    while (got.length < 30 && (await panel.badge('71717171', 2)) !== 'opens') {
      got.push((await panel.poll()).length);
      // A panel that got a command polls again at once; otherwise it waits for its poll interval.
      if (got.at(-1) === 0) await sleep(requestDelay * 1_000);
    }
    const commands = panel.executed.length - before;
    expect(got.findIndex((n) => n > 0)).toBeLessThan(2);
    expect(got.findIndex((n) => n > 0)).toBeGreaterThanOrEqual(0);
    expect(got.length).toBeLessThanOrEqual(commands + 2);
    expect(await panel.badge('71717171', 2)).toBe('opens');
    expect(await panel.badge('71717171', 1)).toBe('no authority');
    expect(panel.executed.filter(({ code }) => code === null || code < 0)).toEqual([]);
  });

  it('200 door openings, requested at both and polled at both by four pollers a device, go out once each', async () => {
    const sns = ['TWO21', 'TWO22', 'TWO23', 'TWO24'];
    for (const [n, sn] of sns.entries()) await settle(await panelAt(n % 2 ? a : b, sn));
    const doors = await Promise.all(sns.map((sn) => doorOf(sn, 1)));
    const asked = Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (n % 2 ? a : b).api('POST', `/api/door/remoteOpenById?doorId=${doors[(n >> 1) % 4]}&interval=5`),
      ),
    );
    let done = false;
    const handedOut: string[] = [];
    const pollers = sns.flatMap((sn) => [a, b, a, b].map((at) => poller(at, sn)));
    async function poller(at: TestApp, sn: string): Promise<void> {
      for (let empty = 0; !done || empty < 3;) {
        const { status, text } = await at.request('GET', `/iclock/getrequest?SN=${sn}`);
        expect(status).toBe(200);
        const ids = [...text.matchAll(/^C:(\d+):CONTROL DEVICE 01010105$/gm)].map((found) => found[1] ?? '');
        handedOut.push(...ids);
        for (const id of ids) {
          await at.request('POST', `/iclock/devicecmd?SN=${sn}`, { body: `ID=${id}&Return=0&CMD=CONTROL DEVICE` });
        }
        empty = ids.length > 0 ? 0 : empty + 1;
        if (ids.length === 0) await sleep(20);
      }
    }
    const bodies = (await asked).map(({ body }) => (body as { code: number }).code);
    expect(bodies).toEqual(Array<number>(200).fill(0));
    await expect.poll(() => handedOut.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(200);
    done = true;
    await Promise.all(pollers);

    const commands = await a.sql<{ id: number; status: string; attempts: number }>(
      `SELECT id, status, attempts FROM command WHERE type = 'openDoor' AND sn = ANY($1)`,
      [sns],
    );
    expect(handedOut.length).toBe(200);
    expect(new Set(handedOut)).toEqual(new Set(commands.map(({ id }) => String(id))));
    expect(new Set(commands.map(({ status, attempts }) => `${status} ${attempts}`))).toEqual(new Set(['done 1']));
  });

  it('an event uploaded to one is seen by monitor and the long poll of the other', async () => {
    const panel = await panelAt(a, 'TWO3');
    const monitor = () => b.api('GET', '/api/transaction/monitor?timestamp=1700000000000');
    const mine = ({ body }: Answer) =>
      (body as { data: { devSn: string; eventNo: number }[] }).data
        .filter(({ devSn }) => devSn === 'TWO3')
        .map(({ eventNo }) => eventNo);
    await monitor();
    const waiting = b.admin('GET', `/events?wait=20&sn=TWO3&after=${await endOfEvents(b)}`);
    await sleep(200);
    expect(await panel.sendEvent({ event: 27, door: 1, cardNo: '5550001', inOut: 0, verifyType: 4 })).toBe(true);

    expect(itemsOf(await waiting)).toMatchObject([{ sn: 'TWO3', eventNo: 27 }]);
    expect(mine(await monitor())).toEqual([27]);
    expect(mine(await monitor())).toEqual([]);
  });

  it('a device renamed and disabled at one is so at the other soon', async () => {
    const panel = await panelAt(b, 'TWO4');
    const cursor = await endOfEvents(a);
    expect((await a.admin('PATCH', '/devices/TWO4', { name: 'Back gate' })).status).toBe(200);
    const namedSo = async () => {
      await panel.sendEvent({ event: 206, door: 0 });
      return itemsOf(await a.admin('GET', `/events?sn=TWO4&after=${cursor}`)).at(-1)?.devName;
    };
    await expect.poll(namedSo, { timeout: 60_000 }).toBe('Back gate');

    const status = async () => (await b.request('GET', '/iclock/getrequest?SN=TWO4')).status;
    expect(await status()).toBe(200);
    expect((await a.admin('POST', '/devices/TWO4/disable')).status).toBe(200);
    await expect.poll(status, { timeout: 60_000 }).toBe(403);
    expect((await a.admin('POST', '/devices/TWO4/enable')).status).toBe(200);
    await expect.poll(status, { timeout: 60_000 }).toBe(200);
  });

  it('a token revoked at one is refused at the other soon', async () => {
    const made = await a.admin('POST', '/api-tokens', { name: 'two' });
    const { id, token } = made.body as { id: string; token: string };
    const status = async () =>
      (await b.request('GET', `/api/accLevel/list?pageNo=1&pageSize=1&access_token=${token}`)).status;
    expect(await status()).toBe(200);
    expect((await a.admin('DELETE', `/api-tokens/${id}`)).status).toBeLessThan(300);
    await expect.poll(status, { timeout: 60_000 }).toBe(401);
  });
});

describe('two gateways started at once', () => {
  it('on an empty database both start, and make one set of secrets', async () => {
    const name = `t_${randomBytes(8).toString('hex')}`;
    const server = new Client({ connectionString: inject('serverUrl') });
    await server.connect();
    await server.query(`CREATE DATABASE ${name}`);
    const url = new URL(inject('serverUrl'));
    url.pathname = `/${name}`;
    const env = {
      DATABASE_URL: url.href,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      ADMIN_TOKEN: undefined,
    };
    const both = [await GatewayProcess.prepare(env), await GatewayProcess.prepare(env)];
    try {
      await Promise.all(both.map((gateway) => gateway.start()));
      const printed = () => both.map(({ output }) => /Admin token +(\S+)/.exec(output)?.[1]).filter(Boolean);
      await expect.poll(() => both.every(({ output }) => output.includes('Postern is running.'))).toBe(true);
      expect(printed().length).toBe(1);
      const headers = { authorization: `Bearer ${printed()[0] ?? ''}` };
      for (const { url: base } of both) expect((await fetch(`${base}/admin/v1/devices`, { headers })).status).toBe(200);
      for (const { url: base } of both) expect((await callAdmin('GET', `${base}/admin/v1/devices`)).status).toBe(401);
    } finally {
      for (const gateway of both) await gateway.remove();
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.end();
    }
  });
});
