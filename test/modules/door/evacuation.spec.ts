import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { settle } from '../../support/panel.js';

let app: TestApp;
const panels: SimulatedPanel[] = [];

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  await Promise.all(panels.map((panel) => panel.stop()));
  await app.stop();
});

interface Item {
  readonly doorId: string;
  readonly sn: string;
  readonly status: string;
}

async function panelAt(sn: string, doors: number): Promise<SimulatedPanel> {
  await app.admin('POST', '/devices', { sn });
  const options = { AccSupportFunList: functionList(2) };
  const panel = new SimulatedPanel({ url: app.url, sn, doors, zone: 'Europe/Madrid', options });
  panels.push(panel);
  expect(await panel.connect()).toBe('registered');
  await settle(app, panel);
  return panel;
}

/** The commands that the site's panels get for one action on all their doors. */
async function all(action: string): Promise<{ items: Item[]; texts: string[][] }> {
  const before = panels.map((panel) => panel.executed.length);
  const state = { answered: false };
  const call = app
    .admin('POST', '/doors/actions', { all: true, action, wait: 20 })
    .finally(() => (state.answered = true));
  while (!state.answered) for (const panel of panels) await panel.poll();
  const { items } = (await call).body as { items: Item[] };
  return { items, texts: panels.map((panel, at) => panel.executed.slice(before[at]).map(({ text }) => text)) };
}

const states = async () =>
  (await app.api('GET', '/api/door/allDoorState')).body.data.map(({ relay }: { relay: string }) => relay) as string[];

// covers controls: 01, 06
it('evacuation and lockdown of a whole site, and the way back', async () => {
  await panelAt('EVAC1', 4);
  await panelAt('EVAC2', 2);
  await panelAt('EVAC3', 1);
  const opened = await all('normalOpen');
  expect(opened.items.map(({ sn, status }) => `${sn} ${status}`)).toEqual([
    ...Array<string>(4).fill('EVAC1 done'),
    ...Array<string>(2).fill('EVAC2 done'),
    'EVAC3 done',
  ]);
  expect(opened.texts).toEqual([['CONTROL DEVICE 010001FF'], ['CONTROL DEVICE 010001FF'], ['CONTROL DEVICE 010101FF']]);
  expect(panels.map(({ opened: doors }) => doors.map(({ door, seconds }) => `${door} ${seconds}`))).toEqual([
    ['1 hold', '2 hold', '3 hold', '4 hold'],
    ['1 hold', '2 hold'],
    ['1 hold'],
  ]);
  await expect.poll(states).toEqual(Array<string>(7).fill('open'));

  const closed = await all('endNormalOpen');
  expect(new Set(closed.items.map(({ status }) => status))).toEqual(new Set(['done']));
  expect(closed.texts[0]).toEqual(['CONTROL DEVICE 04000000', 'CONTROL DEVICE 01000100']);
  await expect.poll(states).toEqual(Array<string>(7).fill('off'));

  const locked = await all('lock');
  expect(locked.texts).toEqual([['CONTROL DEVICE 06000100'], ['CONTROL DEVICE 06000100'], ['CONTROL DEVICE 06010100']]);
  expect(new Set((await all('unlock')).items.map(({ status }) => status))).toEqual(new Set(['done']));
});
