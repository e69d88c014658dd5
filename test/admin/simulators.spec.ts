import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatorService } from '../../src/admin/setup/simulator.service.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const statusOf = async (sn: string) => {
  const { body } = await app.admin('GET', `/devices/${sn}`);
  return body.status as string | undefined;
};

it('calls, is approved, opens a door for a card, and is forgotten', async () => {
  const made = await app.admin('POST', '/simulators', { profile: 'inbio260', doors: 2 });
  expect([made.status, made.body]).toEqual([201, { sn: 'SIM1', running: true }]);
  await expect.poll(() => statusOf('SIM1'), { timeout: 60_000 }).toBe('pending');
  expect((await app.admin('POST', '/devices/SIM1/approve', { existing: 'keep' })).status).toBe(200);
  const doors = async () => (await app.admin('GET', '/doors')).body.items as { sn: string; number: number }[];
  await expect.poll(async () => (await doors()).length, { timeout: 60_000 }).toBe(2);

  const unknown = await app.admin('POST', '/simulators/SIM1/act', { line: 'b 5551 1' });
  expect(unknown.status).toBe(200);
  expect(unknown.body.lines[0]).toMatch(/^badge 5551 at door 1: /);
  await expect
    .poll(async () => (await app.admin('GET', '/events')).body.items, { timeout: 60_000 })
    .toContainEqual(expect.objectContaining({ eventNo: 27, cardNo: '5551' }));

  expect((await app.admin('GET', '/simulators')).body.items).toEqual([{ sn: 'SIM1', running: true }]);
  expect((await app.admin('DELETE', '/simulators/SIM1')).status).toBe(204);
  expect(await statusOf('SIM1')).toBe(404);
  expect((await app.admin('GET', '/simulators')).body.items).toEqual([]);
  expect((await app.admin('POST', '/simulators/SIM1/act', { line: 's' })).status).toBe(404);
});

it('has ended before it is forgotten: one that still calls would be back at once', async () => {
  expect((await app.admin('POST', '/simulators', {})).status).toBe(201);
  const { items } = (await app.admin('GET', '/simulators')).body as { items: { sn: string }[] };
  const [{ sn } = { sn: '' }] = items;
  await expect.poll(() => statusOf(sn)).toBe('pending');
  const client = new Client({ connectionString: app.databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM device WHERE sn = $1 FOR UPDATE', [sn]);
    const forgotten = app.admin('DELETE', `/simulators/${sn}`);
    await expect.poll(async () => (await app.admin('GET', '/simulators')).body.items).toEqual([{ sn, running: false }]);
    await client.query('ROLLBACK');
    expect((await forgotten).status).toBe(204);
  } finally {
    await client.end();
  }
  expect(await statusOf(sn)).toBe(404);
});

it('has ended with the gateway, and is started again as what it was, with what it should hold', async () => {
  await app.admin('POST', '/simulators', { profile: 'inbio260', doors: 2 });
  await expect.poll(() => statusOf('SIM1'), { timeout: 60_000 }).toBe('pending');
  await app.admin('POST', '/devices/SIM1/approve', { existing: 'keep' });
  const doors = async () => (await app.admin('GET', '/doors')).body.items as { id: string }[];
  await expect.poll(async () => (await doors()).length, { timeout: 60_000 }).toBe(2);
  const { body: level } = await app.admin('POST', '/access-levels', {
    name: 'All',
    timeZoneId: 1,
    doorIds: (await doors()).map(({ id }) => id),
  });
  await app.admin('POST', '/persons', { pin: '71', name: 'Ann', cardNo: '777' });
  await app.admin('PUT', `/access-levels/${level.id}/persons/71`);
  const says = async () =>
    (await app.admin('POST', '/simulators/SIM1/act', { line: 'b 777 1' })).body.lines?.[0] as string | undefined;
  await expect.poll(says, { timeout: 60_000 }).toMatch(/opens/);

  // As at a restart of the gateway: what it knew is gone with it.
  await app.app.get(SimulatorService, { strict: false }).stop('SIM1');
  expect((await app.admin('GET', '/simulators')).body.items).toEqual([{ sn: 'SIM1', running: false }]);
  for (let n = 0; n < 2; n++) {
    const { status, body } = await app.admin('POST', '/simulators/SIM1/start');
    expect([status, body]).toEqual([200, { sn: 'SIM1', running: true }]);
  }
  await expect.poll(says, { timeout: 60_000 }).toMatch(/opens/);
  expect(await doors()).toHaveLength(2);
  expect((await app.admin('POST', '/simulators/SIM9/start')).status).toBe(404);
  expect((await app.admin('DELETE', '/simulators/SIM1')).status).toBe(204);
  expect(await app.sql(`SELECT value FROM setting WHERE key = 'simulatorModels'`)).toEqual([{ value: {} }]);
});

it('is one of five at most', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push((await app.admin('POST', '/simulators', {})).status);
  expect(statuses).toEqual([201, 201, 201, 201, 201, 409]);
  const { items } = (await app.admin('GET', '/simulators')).body as { items: { sn: string }[] };
  for (const { sn } of items) expect((await app.admin('DELETE', `/simulators/${sn}`)).status).toBe(204);
});

it('is not started where there is a device', async () => {
  expect((await app.admin('POST', '/devices', { sn: 'REAL1', name: 'North gate' })).status).toBe(201);
  expect((await app.admin('POST', '/devices/REAL1/approve', { existing: 'keep' })).status).toBeLessThan(410);
  const refused = await app.admin('POST', '/simulators', {});
  expect(refused.status).toBe(409);
});
