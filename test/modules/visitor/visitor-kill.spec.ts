import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin, callApi } from '../../support/http.js';
import { at, hour, registration } from './site.js';

let gateway: GatewayProcess;
let panel: SimulatedPanel;
let visLevels: string;

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({ SITE_TIME_ZONE: 'Europe/Madrid' });
  await gateway.start();
  await admin('POST', '/devices', { sn: 'VISKILL' });
  panel = new SimulatedPanel({ url: gateway.url, sn: 'VISKILL', doors: 1, zone: 'Europe/Madrid' });
  expect(await panel.connect()).toBe('registered');
  const { items } = (await admin('GET', '/doors')) as { items: { id: string }[] };
  const level = await admin('POST', '/visitor-levels', { name: 'Kill', doorIds: items.map(({ id }) => id) });
  visLevels = (level as { id: string }).id;
  expect(await api('person/add', { pin: '1', name: 'Ana' })).toBe(0);
});

afterAll(async () => {
  await panel.stop();
  await gateway.remove();
});

async function admin(method: string, path: string, body?: object): Promise<unknown> {
  const { status, body: answer } = await callAdmin(method, `${gateway.url}/admin/v1${path}`, body);
  expect(status).toBeLessThan(300);
  return answer;
}

/** The code of the answer, or null where the gateway died over it. */
async function api(path: string, body: object): Promise<number | null> {
  const answer = callApi('POST', `${gateway.url}/api/${path}`, body).catch(() => null);
  return ((await answer)?.body as { code: number } | undefined)?.code ?? null;
}

/** Polls until the panel holds just these users. */
async function untilHeld(pins: readonly string[]): Promise<void> {
  const until = Date.now() + 120_000;
  const held = () =>
    ['user', 'userauthorize'].map((table) =>
      panel
        .rows(table)
        .map(({ pin }) => pin)
        .join(),
    );
  while (held().some((one) => one !== pins.join())) {
    if (Date.now() > until) throw new Error(`the panel holds ${held().join(' and ')}`);
    await panel.poll();
    await sleep(50);
  }
}

const exit = () => api('visRegistration/exit', { certType: '8', certNum: '456888' });

it('a visitor goes off the device although the gateway is killed when the exit is known', async () => {
  for (const round of [0, 1]) {
    const cardNo = String(5_000 + round);
    expect(await api('visRegistration/add', registration({ visLevels, cardNo, endTime: at(hour) }))).toBe(0);
    await untilHeld(['80000001']);
    await expect.poll(async () => (await panel.poll(), panel.badge(cardNo, 1))).toBe('opens');
    expect(await exit()).toBe(0);
    await gateway.kill();
    await gateway.start();
    await untilHeld([]);
    expect(await panel.badge(cardNo, 1)).not.toBe('opens');
    expect(await exit()).toBe(-256);
  }
});

it('and when it is killed over the exit, that has happened as a whole or not at all', async () => {
  for (const wait of [0, 10]) {
    expect(await api('visRegistration/add', registration({ visLevels, endTime: at(hour) }))).toBe(0);
    await untilHeld(['80000001']);
    const answered = exit();
    await sleep(wait);
    await gateway.kill();
    const first = await answered;
    await gateway.start();
    // The client heard no answer and calls again. One of the two calls has signed the visitor out.
    const second = await exit();
    expect([0, -256]).toContain(second);
    if (first === 0) expect(second).toBe(-256);
    await untilHeld([]);
    const { items } = (await admin('GET', '/visits')) as { items: { status: string }[] };
    expect(items.map(({ status }) => status)).toEqual(items.map(() => 'ended'));
  }
});

it('a visit that ends while no gateway runs has ended when one does', async () => {
  expect(await api('visRegistration/add', registration({ visLevels, endTime: at(hour) }))).toBe(0);
  await untilHeld(['80000001']);
  const { items } = (await admin('GET', '/visits?ended=false')) as { items: { id: string }[] };
  const end = Date.now() + 6_000;
  await admin('PATCH', `/visits/${items[0]?.id ?? ''}`, { endTime: at(6) });
  await gateway.kill();
  await sleep(end + 1_000 - Date.now());
  await gateway.start();
  await untilHeld([]);
});
