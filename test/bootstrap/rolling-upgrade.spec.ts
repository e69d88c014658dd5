import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Balancer, statusOf } from '../support/balancer.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { callAdmin, callApi } from '../support/http.js';
import { RawDevice, registryCode } from '../support/raw-device.js';
import { newTally, Uploader } from '../support/uploader.js';

/** How often the new gateway is killed at its start before it may stay. */
const kills = process.env.POSTERN_TEST_VOLUME === 'full' ? 20 : 2;

let database: TestDatabase;
let before: GatewayProcess;
let after: GatewayProcess;
let balancer: Balancer;
let client: Client;

beforeAll(async () => {
  database = await freshDatabase();
  // A gateway keeps its encryption key in DATA_DIR; several need the same one.
  const shared = { DATABASE_URL: database.url, ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64') };
  before = await GatewayProcess.prepare({ ...shared, DRAIN_SECONDS: '8' });
  after = await GatewayProcess.prepare({ ...shared, DRAIN_SECONDS: '60' });
  await before.start();
  balancer = await Balancer.before(before, after);
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  balancer.close();
  await client.end();
  await Promise.all([before.remove(), after.remove()]);
  await database.drop();
});

const rows = async <T>(query: string) => (await client.query(query)).rows as T[];

const ordersIn = (text: string) =>
  [...text.matchAll(/^C:(\d+):(.*)$/gm)].map(([, id = '', order = '']) => ({
    id,
    opens: order.startsWith('CONTROL DEVICE 01'),
  }));

/** A controller that polls, opens its door when it is told to, and says so. */
async function work(device: RawDevice, opened: string[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { text } = await device.get('/iclock/getrequest').catch(() => ({ text: '' }));
    for (const { id, opens } of ordersIn(text)) {
      if (opens) opened.push(id);
      await device.post('/iclock/devicecmd', `ID=${id}&Return=0&CMD=CONTROL DEVICE`).catch(() => undefined);
    }
    await sleep(50);
  }
}

/** Somebody who opens the door now and then. @returns how often that was accepted */
async function ask(doorId: string, isOver: () => boolean): Promise<number> {
  let accepted = 0;
  while (!isOver()) {
    const path = `/api/door/remoteOpenById?doorId=${doorId}&interval=5`;
    const answer = await callApi('POST', `${balancer.url}${path}`).catch(() => null);
    if (answer?.body.code === 0) accepted++;
    await sleep(100);
  }
  return accepted;
}

describe('an upgrade of one gateway after the other, under load', () => {
  it('loses nothing, doubles nothing and opens no door late', async () => {
    await expect.poll(() => balancer.serves(before)).toBe(true);
    const devices = Array.from({ length: 8 }, (_, n) => new Uploader(`ROLL-${n}`, balancer.url, 2));
    for (const sn of [...devices.map((one) => one.sn), 'ROLL-DOOR'])
      expect((await callAdmin('POST', `${balancer.url}/admin/v1/devices`, { sn })).status).toBe(201);
    const panel = new RawDevice(balancer, 'ROLL-DOOR');
    await registryCode(panel);
    const [door] = await rows<{ id: string }>(
      `SELECT id FROM door WHERE device_sn = 'ROLL-DOOR' ORDER BY number LIMIT 1`,
    );
    const tally = newTally();
    const opened: string[] = [];
    let isOver = false;
    for (const device of devices) device.record(100_000);
    const uploads = devices.map((device) => device.upload(tally, () => isOver));
    const working = work(panel, opened, () => isOver);
    const asking = ask(door?.id ?? '', () => isOver);
    await expect.poll(() => opened.length).toBeGreaterThan(3);

    // The new one dies wherever it is at that moment.
    for (let kill = 0; kill < kills; kill++) {
      const starting = after.start().catch(() => undefined);
      await sleep(kill * 250 + 250);
      await after.kill();
      await starting;
    }
    await after.start();
    await expect.poll(() => balancer.serves(after)).toBe(true);

    const stopping = before.terminate();
    await expect.poll(() => statusOf(before), { interval: 20 }).toBe(503);
    // It still answers, for those who do not know yet; each answer sends its caller elsewhere.
    const late = await new RawDevice(before, 'ROLL-DOOR').get('/iclock/getrequest');
    expect([late.status, late.headers.connection]).toEqual([200, 'close']);
    opened.push(...ordersIn(late.text).flatMap(({ id, opens }) => (opens ? [id] : [])));
    expect(await stopping).toEqual({ code: 0, signal: null });
    const [then, doors] = [tally.acknowledged, opened.length];
    await expect.poll(() => tally.acknowledged).toBeGreaterThan(then + 100);
    await expect.poll(() => opened.length).toBeGreaterThan(doors + 3);
    isOver = true;
    await Promise.all([...uploads, working]);
    for (const device of devices) device.close();
    const accepted = await asking;

    const names = (
      await rows<{ name: string }>(`SELECT sn || ' ' || log_id AS name FROM event WHERE event_no = 206`)
    ).map(({ name }) => name);
    const told = devices.flatMap(({ sn, acknowledged }) => acknowledged.map((index) => `${sn} ${index}`));
    console.log(`${told.length} acknowledged, ${names.length} stored, ${tally.broken} broken, ${accepted} doors asked`);
    expect(new Set(names).size).toBe(names.length);
    expect(told.filter((name) => !new Set(names).has(name))).toEqual([]);
    expect([...tally.refused.keys()].filter((status) => status !== 503)).toEqual([]);
    expect(new Set(opened).size).toBe(opened.length);
    expect(
      await rows(`SELECT id FROM command WHERE kind = 'control' AND sent_at > created_at + interval '30 seconds'`),
    ).toEqual([]);
    expect(accepted).toBeGreaterThan(opened.length / 2);
  });

  it('somebody at a terminal waits for nobody', async () => {
    const stopping = after.terminate();
    await expect.poll(() => statusOf(after), { interval: 20 }).toBe(503);
    void after.terminate('SIGINT');
    expect(await Promise.race([stopping, sleep(30_000, 'still there')])).toEqual({ code: 0, signal: null });
  });
});
