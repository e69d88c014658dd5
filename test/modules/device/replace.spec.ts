import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { RawDevice } from '../../support/raw-device.js';
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

const firstCard = 'firstcard';

async function panelAt(sn: string): Promise<SimulatedPanel> {
  const panel = new SimulatedPanel({
    url: app.url,
    sn,
    doors: 2,
    zone: 'Europe/Madrid',
    options: { AccSupportFunList: functionList(), AuxInCount: '1', AuxOutCount: '2' },
  });
  panels.push(panel);
  expect(await panel.connect()).toBe('registered');
  return panel;
}

interface Part {
  readonly id: string;
  readonly name: string;
  readonly number: number;
}

const partsOf = async (kind: string, sn: string): Promise<Part[]> => {
  const { items } = (await app.admin('GET', `/${kind}?sn=${sn}`)).body as { items: Part[] };
  return items.map(({ id, name, number }) => ({ id, name, number })).sort((a, b) => a.number - b.number);
};

it('a panel takes the place of another, with doors, points, levels, rules and the rights of people', async () => {
  await app.admin('POST', '/devices', {
    sn: 'OLD1',
    name: 'North',
    timeZone: 'Europe/Lisbon',
    quirks: { keepClock: true },
  });
  await app.admin('PATCH', '/devices/OLD1', { reconcile: 'nightly' });
  const old = await panelAt('OLD1');
  await app.sql(`INSERT INTO gate (id, name, device_sn, number) VALUES ('gate-1', 'Turnstile', 'OLD1', 1)`);
  const doors = await partsOf('doors', 'OLD1');
  const [door] = doors;
  const [, siren] = await partsOf('aux-outputs', 'OLD1');
  await app.admin('PATCH', `/doors/${door?.id ?? ''}`, { name: 'Gate' });
  await app.admin('PATCH', `/aux-outputs/${siren?.id ?? ''}`, { name: 'Siren' });
  const level = await app.admin('POST', '/access-levels', { name: 'North', doorIds: [door?.id] });
  await app.admin('POST', '/persons', { pin: '61', cardNo: '6101', accLevelIds: [level.body.id] });
  const rule = await app.admin('POST', '/first-card-rules', { doorId: door?.id, timeZoneId: 1, pins: ['61'] });
  expect(rule.status).toBe(201);
  await settle(app, old);
  expect(old.rows('userauthorize')).toHaveLength(1);
  expect(old.rows(firstCard)).toHaveLength(1);
  expect(await old.badge('6101', 1)).toBe('opens');
  const before = {
    doors: await partsOf('doors', 'OLD1'),
    readers: await partsOf('readers', 'OLD1'),
    outputs: await partsOf('aux-outputs', 'OLD1'),
    inputs: await partsOf('aux-inputs', 'OLD1'),
    id: (await app.admin('GET', '/devices/OLD1')).body.id as string,
  };

  const replaced = await app.admin('POST', '/devices/OLD1/replace', { newSn: 'NEW1' });
  expect([replaced.status, replaced.body]).toMatchObject([
    200,
    {
      sn: 'NEW1',
      id: before.id,
      name: 'North',
      timeZone: 'Europe/Lisbon',
      status: 'approved',
      reconcile: 'nightly',
      quirks: {},
    },
  ]);
  expect((await app.admin('GET', '/devices/OLD1')).status).toBe(404);
  const gone = new RawDevice(app, 'OLD1');
  expect((await gone.get('/iclock/getrequest')).status).toBe(403);

  const fresh = await panelAt('NEW1');
  await settle(app, fresh);
  expect(await app.sql('SELECT id, name, device_sn, number FROM gate')).toEqual([
    { id: 'gate-1', name: 'Turnstile', device_sn: 'NEW1', number: 1 },
  ]);
  expect(await partsOf('doors', 'NEW1')).toEqual(before.doors);
  expect(await partsOf('readers', 'NEW1')).toEqual(before.readers);
  expect(await partsOf('aux-outputs', 'NEW1')).toEqual(before.outputs);
  expect(await partsOf('aux-inputs', 'NEW1')).toEqual(before.inputs);
  expect(before.doors.map(({ name }) => name)).toEqual(['Gate', 'North-2']);
  expect(before.outputs.map(({ name }) => name)).toEqual(['North-AuxOut-1', 'Siren']);
  expect(fresh.rows('user')).toMatchObject([{ pin: '61', cardno: '6101' }]);
  expect(fresh.rows('userauthorize')).toEqual(old.rows('userauthorize'));
  expect(fresh.rows(firstCard)).toEqual(old.rows(firstCard));
  expect(await fresh.badge('6101', 1)).toBe('opens');
  expect((await app.admin('GET', '/devices/NEW1')).body.sync).toMatchObject({ inSync: true });

  const opened = app.admin('POST', '/doors/actions', { doorIds: [door?.id], action: 'open', wait: 20 });
  await expect.poll(async () => (await fresh.poll()).map(({ text }) => text)).toEqual(['CONTROL DEVICE 01010105']);
  expect((await opened).body.items).toMatchObject([{ doorId: door?.id, sn: 'NEW1', status: 'done' }]);
});

it('a new panel gets its zones before its people, whichever change is processed first', async () => {
  await app.admin('POST', '/devices', { sn: 'NEW4' });
  const panel = await panelAt('NEW4');
  const [door] = await partsOf('doors', 'NEW4');
  const zone = await app.admin('POST', '/time-zones', { name: 'New 4', periods: { mon: [['08:00', '09:00']] } });
  const level = { name: 'New 4', timeZoneId: zone.body.id, doorIds: [door?.id] };
  const accLevelIds = [(await app.admin('POST', '/access-levels', level)).body.id];
  expect((await app.admin('POST', '/persons', { pin: '59', accLevelIds })).status).toBe(201);
  await settle(app, panel);
  const before = panel.executed.length;
  await app.sql(
    `WITH new AS (UPDATE device SET synced_as = NULL WHERE sn = 'NEW4'), empty AS (DELETE FROM ledger WHERE sn = 'NEW4')
     INSERT INTO change (kind, key) VALUES ('person', '59'), ('device', 'NEW4')`,
  );
  await settle(app, panel);
  const texts = panel.executed.slice(before).map(({ text }) => text.split(' ', 3).join(' '));
  expect(texts.filter((text) => /timezone|user/.test(text))).toEqual([
    'DATA UPDATE timezone',
    'DATA UPDATE user',
    'DATA UPDATE userauthorize',
  ]);
});

it('a name that an operator gave stays; a serial number is not kept as the name of another panel', async () => {
  await app.admin('POST', '/devices', { sn: 'NAMED1', name: 'Cellar door' });
  await app.admin('POST', '/devices', { sn: 'NAMELESS1' });
  const nameAfter = async (sn: string, newSn: string) =>
    (await app.admin('POST', `/devices/${sn}/replace`, { newSn })).body.name;
  expect(await nameAfter('NAMED1', 'NAMED2')).toBe('Cellar door');
  expect(await nameAfter('NAMELESS1', 'NAMELESS2')).toBe('NAMELESS2');
});
