import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { callAdmin } from '../support/http.js';

const closes = 'CONTROL DEVICE 01010100';

let gateway: GatewayProcess;
let panel: SimulatedPanel;
beforeAll(async () => {
  gateway = await GatewayProcess.prepare();
  await gateway.start();
  await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn: 'HOLDKILL' });
  panel = new SimulatedPanel({ url: gateway.url, sn: 'HOLDKILL', doors: 1, zone: 'Europe/Madrid' });
  expect(await panel.connect()).toBe('registered');
});
afterAll(async () => {
  await panel.stop();
  await gateway.remove();
});

interface Door {
  readonly id: string;
  readonly state: { readonly mode: string };
}

const door = async (): Promise<Door | undefined> =>
  ((await callAdmin('GET', `${gateway.url}/admin/v1/doors`)).body as { items: Door[] }).items[0];

/** The panel polls until the door is in this mode. */
async function pollUntil(mode: string): Promise<void> {
  const until = Date.now() + 90_000;
  while ((await door())?.state.mode !== mode) {
    if (Date.now() > until) throw new Error(`the door is not ${mode}`);
    await panel.poll();
    await sleep(50);
  }
}

const closings = () => panel.executed.filter(({ text }) => text === closes).length;

it('the end of a hold survives kill -9 of the gateway, and is carried out once', async () => {
  const doorIds = [(await door())?.id];
  await callAdmin('POST', `${gateway.url}/admin/v1/doors/actions`, { doorIds, action: 'normalOpen', minutes: 60 });
  await pollUntil('held');
  const client = new pg.Client({ connectionString: await gateway.databaseUrl() });
  // Where the test fails, PostgreSQL ends before it does.
  client.on('error', () => undefined);
  await client.connect();
  const sql = async (text: string) => (await client.query(text)).rowCount;
  await sql(`UPDATE door_hold SET until = now(), next_try = now()`);
  // The order to close waits for the panel when the gateway dies.
  await expect.poll(() => sql(`SELECT 1 FROM command WHERE type = 'closeDoor'`), { timeout: 60_000 }).toBe(1);
  await gateway.kill();
  expect(closings()).toBe(0);
  await gateway.start();
  await pollUntil('normal');
  expect(closings()).toBe(1);
  // And where it dies before the time is over.
  await callAdmin('POST', `${gateway.url}/admin/v1/doors/actions`, { doorIds, action: 'normalOpen', minutes: 60 });
  await pollUntil('held');
  await gateway.kill();
  await sql(`UPDATE door_hold SET until = now(), next_try = now() WHERE state = 'held'`);
  await gateway.start();
  await pollUntil('normal');
  expect(closings()).toBe(2);
  await client.end();
}, 300_000);
