import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import type { PanelOptions } from '../../../src/tools/simulator/panel-options.js';
import { startApp, type TestApp } from '../../support/app.js';

// What panels send, and what clients of the three families then read.

let app: TestApp;
let panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
  await app.api('POST', '/api/person/add', { pin: '57', name: 'Leo' });
});
afterEach(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  panels = [];
});
afterAll(() => app.stop());

async function connected(sn: string, module: string, options: Partial<PanelOptions>): Promise<SimulatedPanel> {
  const panel = new SimulatedPanel({ url: app.url, sn, zone: 'UTC', ...options });
  panels.push(panel);
  await app.admin('POST', '/devices', { sn, name: sn, module });
  expect(await panel.connect()).toBe('registered');
  await panel.introduce();
  return panel;
}

const get = async (path: string) => (await app.api('GET', `/api/${path}`)).body.data;
const passage = { event: 0, pin: '57', door: 1, inOut: 0, verifyType: 4 };

it('the events of each panel are in the lists of its own business', async () => {
  const door = await connected('EV1', 'acc', { profile: 'inbio5' });
  const lift = await connected('EV2', 'ele', { profile: 'elevator' });
  const gate = await connected('EV3', 'psg', { profile: 'turnstile' });
  for (const panel of [door, lift, gate]) await panel.sendEvent(passage);
  const told = { pin: '57', name: 'Leo', eventNo: 0 };
  expect(await get('transaction/person/57')).toMatchObject([{ ...told, devSn: 'EV1' }]);
  expect(await get('eleTransaction/list?personPin=57')).toMatchObject([{ ...told, devSn: 'EV2' }]);
  // The simulated channel says that it is a tripod.
  expect(await get('psgTransaction/person/57')).toMatchObject([{ ...told, devSn: 'EV3', gateType: 1 }]);
  expect(await get('psgTransaction/monitor?timestamp=1')).toMatchObject([{ ...told, id: null, gateType: 1 }]);
  expect(await get('transaction/firstInAndLastOut/57')).toMatchObject([{ pin: '57', lastOutTime: null }]);
});

it('a person who goes in at a gate and out at a door was in the zone between them', async () => {
  const door = await connected('EV4', 'acc', { profile: 'inbio5' });
  const gate = await connected('EV5', 'psg', { profile: 'turnstile' });
  const { items } = (await app.admin('GET', '/readers?limit=100')).body as { items: { id: string; name: string }[] };
  const reader = (name: string) => items.find((one) => one.name === name)?.id;
  const zone = { name: 'Plant', code: 'P', inReaderIds: [reader('EV5-1-In')], outReaderIds: [reader('EV4-1-Out')] };
  expect((await app.admin('POST', '/zones', zone)).status).toBe(201);
  const inside = async () =>
    (await get('accAdvanced/getWhoIsInsideByZone?code=P')).map(({ pin }: { pin: string }) => pin);
  await gate.sendEvent(passage);
  expect(await inside()).toEqual(['57']);
  // The passage of the previous test may be in the same second.
  expect(await get('psgTransaction/list?personPin=57')).toContainEqual(expect.objectContaining({ devSn: 'EV5' }));
  // Panels set their clocks by whole seconds, so one may be a second behind the other.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  await door.sendEvent({ ...passage, inOut: 1 });
  expect(await inside()).toEqual([]);
  expect((await get('transaction/person/57'))[0]).toMatchObject({ devSn: 'EV4', accZone: 'Plant' });
});
